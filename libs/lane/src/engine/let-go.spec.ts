import { describe, expect, it } from '@jest/globals';
import { createStage, done } from './rehearsal/one-stage.js';

const running = (ms: number, clock: () => { after(ms: number, then: () => void): unknown }) => async () => {
  await new Promise<void>((resolve) => clock().after(ms, resolve));
  return done;
};

describe('letting go', () => {
  it('finishes what is in flight, commits it, begins nothing new, and clears the holder', async () => {
    const begun: string[] = [];
    const stage = createStage({
      async run(work) {
        begun.push(work.id);
        return running(2_000, () => stage.clock)();
      },
    });
    const { engine } = stage.start();
    void stage.submit({ id: 'a1', orderKey: 'a' }, { id: 'a2', orderKey: 'a' });
    await stage.clock.run(() => begun.length === 1);
    let stopped = 0;
    void engine.stop(5_000).then(() => (stopped = stage.clock.monotonic()));
    const asked = stage.clock.monotonic();
    await stage.clock.advance(10_000);
    expect(begun).toEqual(['a1']);
    expect([...stage.lane().work.keys()]).toEqual(['a2']);
    expect(stage.lane().holder).toBeUndefined();
    expect(stopped - asked).toBeLessThan(3_000);
  });

  it('breaks off what outlasts the deadline, which its successor then looks for', async () => {
    const signals: AbortSignal[] = [];
    const stage = createStage({
      run: (_, { signal }) => (signals.push(signal), new Promise(() => undefined)),
      look: async () => ({ kind: 'found', step: {} }),
    });
    const { engine } = stage.start();
    void stage.submit({ id: 'a' });
    await stage.clock.run(() => signals.length === 1);
    let stopped = false;
    void engine.stop(3_000).then(() => (stopped = true));
    await stage.clock.advance(4_500);
    expect([stopped, signals[0]?.aborted, stage.lane().holder]).toEqual([true, true, undefined]);
    stage.start('successor');
    await stage.clock.advance(60_000);
    expect(stage.lane().work.size).toBe(0);
    expect(signals).toHaveLength(1);
  });

  it('keeps its word on time though the database does not answer', async () => {
    let away = false;
    const stage = createStage(
      { run: async () => done },
      { hooks: { at: () => (away ? new Promise<void>(() => undefined) : undefined) } },
    );
    const { engine } = stage.start();
    await stage.clock.advance(2_000);
    away = true;
    let stopped = false;
    void engine.stop(2_000).then(() => (stopped = true));
    await stage.clock.advance(4_000);
    expect(stopped).toBe(true);
  });

  it('leaves no timer behind', async () => {
    const stage = createStage({ run: async () => ({ kind: 'down', error: 'refused' }) });
    const { engine } = stage.start();
    void stage.submit({ id: 'a' }, { id: 'b', effect: false, expiresAt: stage.clock.now() + 600_000 });
    await stage.clock.advance(5_000);
    void engine.stop(1_000);
    await stage.clock.advance(20_000);
    const before = stage.clock.monotonic();
    await stage.clock.run();
    expect(stage.clock.monotonic() - before).toBeLessThan(60_000);
  });

  it('holds up a node that stops while it still joins no longer than its join takes', async () => {
    const stage = createStage({ run: async () => done });
    const { engine } = stage.start();
    await engine.stop(1_000);
    await stage.clock.advance(20_000);
    expect(stage.lane().holder).toBeUndefined();
    expect(engine.lanes()).toEqual([]);
  });
});
