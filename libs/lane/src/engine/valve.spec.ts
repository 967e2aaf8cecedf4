import { describe, expect, it } from '@jest/globals';
import { createValve, lookUpLoad, publishingLoad } from './valve.js';

describe('a valve', () => {
  it('shuts when what it flows into is full, opens at half of that, and says so once', () => {
    let load = 0;
    let opened = 0;
    const valve = createValve({ load: () => load, opened: () => void (opened += 1) });
    const turned = (to: number) => {
      load = to;
      valve.turn();
      return valve.isShut();
    };
    expect([0.99, 1, 0.99, 0.5, 0.49, 0.99].map(turned)).toEqual([false, true, true, true, false, false]);
    expect(opened).toBe(1);
  });

  it('goes by rows or bytes, whichever are more', () => {
    expect(publishingLoad({ rows: 4_000, bytes: 0 })).toBe(1);
    expect(publishingLoad({ rows: 1, bytes: 32 * 2 ** 20 })).toBe(2);
    expect(lookUpLoad(1_000)).toBe(0.5);
  });
});
