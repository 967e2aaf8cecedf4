import { expect, it } from '@jest/globals';
import { beyondRest, flatnessOf } from './flatness.js';

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

it('costs are flat where the dearest is the cheapest', () => {
  expect(flatnessOf([2, 2, 2])).toBe(1);
  expect(flatnessOf([3, 2, 2.5])).toBe(1.5);
});

it('what rest costs in the time of a burst is none of the burst’s, nor what the bench costs', () => {
  expect(beyondRest(usage(10, 5_000), usage(2, 200))).toBe(4_000);
});
