import { describe, expect, it } from '@jest/globals';
import { virtualClock } from './virtual-clock.js';

describe('the virtual clock', () => {
  it('fires what is due in the order of time, then in the order it was asked for', async () => {
    const clock = virtualClock();
    const fired: string[] = [];
    clock.after(20, () => fired.push('c'));
    clock.after(10, () => fired.push('a'));
    clock.after(10, () => fired.push('b'));
    clock.after(31, () => fired.push('d'));
    await clock.advance(30);
    expect(fired).toEqual(['a', 'b', 'c']);
    expect(clock.monotonic()).toBe(30);
  });

  it('settles every promise before the next event', async () => {
    const clock = virtualClock();
    const fired: string[] = [];
    clock.after(1, async () => {
      for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
      fired.push('promised');
      clock.after(0, () => fired.push('added'));
    });
    clock.after(2, () => fired.push('later'));
    await clock.run();
    expect(fired).toEqual(['promised', 'added', 'later']);
  });

  it('keeps to that order and settles for as many events as there are', async () => {
    const clock = virtualClock();
    const fired: number[] = [];
    const times = Array.from({ length: 1_000 }, (_, i) => (i * 7) % 1_000);
    for (const at of times) clock.after(at, async () => fired.push(await Promise.resolve(at)));
    await clock.run();
    expect(fired).toEqual(times.toSorted((a, b) => a - b));
  });

  it('fires what is asked for at the moment at which it ran dry', async () => {
    const clock = virtualClock();
    const fired: string[] = [];
    clock.after(5, () => fired.push('first'));
    await clock.run();
    clock.after(0, () => fired.push('second'));
    await clock.run();
    expect(fired).toEqual(['first', 'second']);
  });

  it('never goes back where two advance it at once', async () => {
    const clock = virtualClock();
    const fired: string[] = [];
    const further = clock.advance(100);
    await clock.advance(50);
    clock.after(0, () => fired.push('asked for'));
    await further;
    await clock.advance(0);
    expect({ fired, at: clock.monotonic() }).toEqual({ fired: ['asked for'], at: 100 });
  });

  it('ends with the error of an event that throws, and goes on from there', async () => {
    const clock = virtualClock();
    clock.after(1, () => {
      throw new RangeError('broken');
    });
    let fired = false;
    clock.after(2, () => (fired = true));
    await expect(clock.run()).rejects.toThrow('broken');
    expect(fired).toBe(false);
    await clock.run();
    expect(fired).toBe(true);
  });

  it('fires nothing that was cancelled', async () => {
    const clock = virtualClock();
    const fired: string[] = [];
    const cancel = clock.after(1, () => fired.push('a'));
    clock.node().after(1, () => fired.push('b'))();
    cancel();
    await clock.run();
    expect(fired).toEqual([]);
  });

  it('moves the wall apart from the monotonic clock', async () => {
    const clock = virtualClock(1000);
    await clock.advance(10);
    clock.jump(-500);
    expect([clock.now(), clock.monotonic()]).toEqual([510, 10]);
  });

  it('runs nothing of a frozen node until it thaws, and nothing of a killed one ever', async () => {
    const clock = virtualClock();
    const [frozen, killed] = [clock.node(), clock.node()];
    const fired: string[] = [];
    frozen.after(5, () => fired.push(`first at ${clock.monotonic()}`));
    frozen.after(6, () => fired.push(`second at ${clock.monotonic()}`));
    killed.after(5, () => fired.push('killed'));
    frozen.freeze();
    killed.kill();
    await clock.advance(100);
    expect(fired).toEqual([]);
    frozen.thaw();
    killed.thaw();
    await clock.run();
    expect(fired).toEqual(['first at 100', 'second at 100']);
  });

  it('says so when what it waits for does not come', async () => {
    const clock = virtualClock();
    const again = (): unknown => clock.after(100, again);
    again();
    await expect(clock.run(() => false, 1000)).rejects.toThrow('still not done after 1000 ms');
  });
});
