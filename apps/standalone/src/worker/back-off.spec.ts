import { describe, expect, it } from '@jest/globals';
import { backOff } from './back-off.js';

describe('starting the services again', () => {
  it('is quick after they had run for a while', () => {
    expect(backOff({ early: 5 }, 60_000)).toEqual({ early: 1, waitMs: 500 });
  });

  it('waits longer and longer for those that keep ending, but not for ever', () => {
    const waits: number[] = [];
    let ended = { early: 0, waitMs: 0 };
    for (let i = 0; i < 7; i++) waits.push((ended = backOff(ended, 100)).waitMs);
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });
});
