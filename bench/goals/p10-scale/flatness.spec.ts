import { expect, it } from '@jest/globals';
import { beyondRest, offBy } from './flatness.js';
import { untilClear } from './polls.js';

const usage = (seconds: number, cpuMs: number) => ({
  seconds,
  processes: [
    { name: 'gateway', side: 'services' as const, cpuMs, peakMiB: 0 },
    { name: 'stub', side: 'apart' as const, cpuMs: 1_000, peakMiB: 0 },
  ],
  postgres: { commits: 0, writing: 0, lanes: {} },
  busy: 0,
  apart: 0,
  others: 0,
});

it('a size is as far off the smallest where it costs less as where it costs more', () => {
  expect(offBy(2, 2)).toBe(0);
  expect(offBy(2.2, 2)).toBeCloseTo(0.1);
  expect(offBy(1.8, 2)).toBeCloseTo(0.1);
});

it('a turn begins where no polls fall into it', () => {
  expect(untilClear(100_000)).toBe(0);
  expect(untilClear(295_000)).toBe(35_000);
  expect(untilClear(310_000)).toBe(20_000);
  expect(untilClear(640_000)).toBe(0);
});

it('what rest costs in the time of a burst is none of the burst’s, nor what the bench costs', () => {
  expect(beyondRest(usage(10, 5_000), usage(2, 200))).toBe(4_000);
});
