import { describe, expect, it } from '@jest/globals';
import { percentiles } from './percentiles.js';

describe('percentiles', () => {
  it('are values that were measured, by the nearest rank', () => {
    const values = Array.from({ length: 1_000 }, (_, i) => 1_000 - i);
    expect(percentiles(values)).toEqual({ p50: 500, p90: 900, p99: 990, p999: 999, max: 1_000 });
  });

  it('of one value are that value', () => {
    expect(percentiles([7])).toEqual({ p50: 7, p90: 7, p99: 7, p999: 7, max: 7 });
  });
});
