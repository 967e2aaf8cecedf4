import { describe, expect, it } from '@jest/globals';
import { answered, closed, mayBegin, tripped } from './breaker.js';

const down = tripped(closed, 0, () => 0.5);
const mostAtOnce = (breaker: typeof closed, cap: number) => {
  let running = 0;
  while (mayBegin(breaker, 10_000, { running, probing: false, cap })) running += 1;
  return running;
};

describe('the breaker of an endpoint', () => {
  it('lets as many begin as its cap says as long as it was never down', () => {
    expect(mostAtOnce(closed, 8)).toBe(8);
    expect(mostAtOnce(answered(closed, 1, 8), 8)).toBe(8);
  });

  it('lets one begin after the probe that was answered, and one more with each answer, up to the cap', () => {
    const seen: number[] = [];
    for (let breaker = answered(down, 1, 4); seen.length < 6; breaker = answered(breaker, 1, 4)) {
      seen.push(mostAtOnce(breaker, 4));
    }
    expect(seen).toEqual([1, 2, 3, 4, 4, 4]);
  });

  it('begins with one again where the endpoint goes down again before that', () => {
    const back = [1, 2].reduce((breaker) => answered(breaker, 1, 8), answered(down, 1, 8));
    expect(mostAtOnce(back, 8)).toBe(3);
    expect(
      mostAtOnce(
        answered(
          tripped(back, 0, () => 0.5),
          1,
          8,
        ),
        8,
      ),
    ).toBe(1);
  });

  it('is probed while it is down, whatever still hangs there', () => {
    const back = answered(down, 1, 8);
    const again = tripped(back, 0, () => 0.5);
    expect(mayBegin(again, 10_000, { running: 5, probing: false, cap: 8 })).toBe(true);
  });
});
