import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '../virtual-clock.js';
import { createWindows } from './windows.js';

function setUp() {
  const clock = virtualClock();
  const fired: string[][] = [];
  const log = { end: 10, asked: 0, answerMs: 5 };
  let offset = 0;
  let mayFire = true;
  const windows = createWindows({
    lane: 0,
    clock,
    subscription: {
      async ends() {
        log.asked += 1;
        const { end } = log;
        await new Promise<void>((resolve) => clock.after(log.answerMs, resolve));
        return new Map([[0, { first: 0, end }]]);
      },
    },
    read: async (_after, _most, found) => found([]),
    fire: async (keys) => void fired.push([...keys]),
    mayFire: () => mayFire,
    offset: () => offset,
  });
  windows.begin();
  /** Lets time pass with a fetch every 250 ms. */
  const fetching = async (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      windows.fetched();
      await clock.advance(Math.min(250, left));
    }
  };
  const due = (key: string, inMs: number) => windows.follow([{ key, state: {}, dueAt: clock.now() + inMs }]);
  const reach = (to: number) => void (offset = to);
  return { clock, windows, fired, log, fetching, due, reach, hold: (to: boolean) => void (mayFire = !to) };
}

describe('the windows of a lane', () => {
  it('wait until the lane has reached an end that was asked for after it was taken', async () => {
    const { fired, fetching, due, reach } = setUp();
    due('anna', 1_000);
    await fetching(5_000);
    expect(fired).toEqual([]);
    reach(10);
    await fetching(500);
    expect(fired).toEqual([['anna']]);
  });

  it('wait again after a second without a finished fetch, for an end asked for after that', async () => {
    const { clock, fired, log, fetching, due, reach } = setUp();
    reach(10);
    due('anna', 500);
    await fetching(2_000);
    expect(fired).toHaveLength(1);
    log.end = 11;
    await clock.advance(1_500);
    due('boris', 100);
    await fetching(2_000);
    expect(fired).toHaveLength(1);
    reach(11);
    await fetching(500);
    expect(fired).toHaveLength(2);
  });

  it('do not trust an end that was asked for before such a gap and answered after it', async () => {
    const { clock, fired, log, fetching, due, reach } = setUp();
    reach(10);
    log.answerMs = 2_000;
    due('anna', 100);
    await fetching(400);
    expect(log.asked).toBe(1);
    log.end = 11;
    await clock.advance(1_200);
    await fetching(5_000);
    expect(fired).toEqual([]);
    expect(log.asked).toBe(2);
  });

  it('wait while their lane has too much to publish', async () => {
    const { fired, fetching, due, reach, hold } = setUp();
    reach(10);
    hold(true);
    due('anna', 100);
    await fetching(5_000);
    expect(fired).toEqual([]);
    hold(false);
    await fetching(500);
    expect(fired).toEqual([['anna']]);
  });

  it('go by their newest due time, and not at all once it was taken away', async () => {
    const { clock, windows, fired, fetching, due, reach } = setUp();
    reach(10);
    due('anna', 1_000);
    due('boris', 1_000);
    await fetching(500);
    due('anna', 2_000);
    windows.follow([{ key: 'boris', state: null }]);
    await fetching(1_500);
    expect(fired).toEqual([]);
    await fetching(1_000);
    expect(fired).toEqual([['anna']]);
    expect(windows.known()).toBe(0);
    windows.end();
    await clock.run();
  });
});
