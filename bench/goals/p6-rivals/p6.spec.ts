import { describe, expect, it } from '@jest/globals';
import { createNumbers } from '../../load/numbers.js';
import { fellBehind } from '../../phases/fell-behind.js';
import { momentsIn } from './moments-in.js';

describe('a comparison with rivals', () => {
  it('gives no two messages the same number', () => {
    const numbers = createNumbers();
    expect([numbers(10), numbers(5), numbers(1)]).toEqual([0, 10, 15]);
  });

  it('tells one that cannot keep up from one that is merely slow', () => {
    const growing = Array.from({ length: 300 }, (_, i) => i * 10);
    expect(fellBehind(growing)).toBe(true);
    expect(fellBehind(growing.toReversed())).toBe(false);
    expect(fellBehind(growing.map((at) => at / 100))).toBe(false);
    expect(fellBehind([])).toBe(false);
  });

  it('kills evenly within a load, never at its ends', () => {
    expect(momentsIn(40, 4)).toEqual([5, 15, 25, 35]);
  });
});
