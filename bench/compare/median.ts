import { randomFrom } from '../load/random-from.js';

const RESAMPLES = 10_000;
/** Of a two-sided interval of 95 %. */
const TAIL = 0.025;
const SEED = 1;

/** NaN of nothing. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The percentile bootstrap of the median, the same for the same values. */
export function intervalOf(values: readonly number[]): { low: number; high: number } {
  const random = randomFrom(SEED);
  const draw = () => values[Math.floor(random() * values.length)] ?? Number.NaN;
  const medians = Array.from({ length: RESAMPLES }, () => medianOf(values.map(draw))).sort((a, b) => a - b);
  const at = (part: number) => medians[Math.round(part * (RESAMPLES - 1))] ?? Number.NaN;
  return { low: at(TAIL), high: at(1 - TAIL) };
}
