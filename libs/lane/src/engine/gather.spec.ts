import { describe, expect, it } from '@jest/globals';
import { gatherMs } from './gather.js';

describe('what a commit waits for', () => {
  it('is nothing while little is under way', () => {
    expect(gatherMs({ waiting: 1, waitedMs: 0, underWay: 0 })).toBe(0);
    expect(gatherMs({ waiting: 1, waitedMs: 0, underWay: 19 })).toBe(0);
  });

  it('is as much as is under way while that is much, for a fifth of a second', () => {
    expect(gatherMs({ waiting: 1, waitedMs: 0, underWay: 20 })).toBe(200);
    expect(gatherMs({ waiting: 63, waitedMs: 30, underWay: 64 })).toBe(170);
    expect(gatherMs({ waiting: 64, waitedMs: 30, underWay: 64 })).toBe(0);
    expect(gatherMs({ waiting: 1, waitedMs: 200, underWay: 64 })).toBe(0);
  });

  it('is a second, or another commit, for what nobody waits for', () => {
    expect(gatherMs({ waiting: 0, waitedMs: 0, alongMs: 400, underWay: 0 })).toBe(600);
    expect(gatherMs({ waiting: 0, waitedMs: 0, alongMs: 1_200, underWay: 64 })).toBe(0);
    expect(gatherMs({ waiting: 1, waitedMs: 0, alongMs: 0, underWay: 0 })).toBe(0);
    expect(gatherMs({ waiting: 1, waitedMs: 0, alongMs: 990, underWay: 64 })).toBe(10);
  });
});
