import { describe, expect, it } from '@jest/globals';
import { gatherMs, spend } from './gather.js';

/** Commits one after another for a second, each taking so long (ms) and going as soon as it may. */
function commitsInASecond(tookMs: number): number {
  let spentMs = 0;
  let commits = 0;
  for (let now = 0; now < 1_000; commits += 1) {
    spentMs = spend(spentMs, 0, tookMs);
    const waitMs = gatherMs({ awaited: true, spentMs });
    spentMs = spend(spentMs, tookMs + waitMs, 0);
    now += tookMs + waitMs;
  }
  return commits;
}

describe('what a commit waits for', () => {
  it('is nothing after a rest', () => {
    expect(gatherMs({ awaited: true, spentMs: 0 })).toBe(0);
    expect(gatherMs({ awaited: true, spentMs: spend(0, 0, 40) })).toBe(0);
    expect(gatherMs({ awaited: true, spentMs: spend(65, 250, 0) })).toBe(0);
  });

  it('is that commits have not taken more than a tenth of the time', () => {
    expect(gatherMs({ awaited: true, spentMs: spend(40, 0, 5) })).toBe(50);
    expect(commitsInASecond(2)).toBeLessThanOrEqual(50 + 40 / 2);
    expect(commitsInASecond(20)).toBeLessThanOrEqual(5 + 40 / 20);
  });

  it('is never longer than a quarter of a second, however slow the database', () => {
    expect(gatherMs({ awaited: true, spentMs: spend(0, 0, 60_000) })).toBe(250);
  });

  it('is a second, or another commit, for what nobody waits for', () => {
    expect(gatherMs({ awaited: false, alongMs: 400, spentMs: 0 })).toBe(600);
    expect(gatherMs({ awaited: false, alongMs: 1_200, spentMs: 65 })).toBe(0);
    expect(gatherMs({ awaited: true, alongMs: 0, spentMs: 0 })).toBe(0);
    expect(gatherMs({ awaited: true, alongMs: 990, spentMs: 65 })).toBe(10);
  });
});
