import { medianOf } from '../compare/median.js';

/** A median that is so many times as long in the last third of a load as in the first keeps growing, unless both are short. */
const GROWS = 3;
const SHORT_MS = 100;

/** More arrived than was borne: how late a message came says how long the load was. In the order they arrived. */
export function fellBehind(latencies: readonly number[]): boolean {
  const third = Math.ceil(latencies.length / 3);
  const [first, last] = [latencies.slice(0, third), latencies.slice(-third)].map(medianOf);
  return (last ?? 0) > Math.max(SHORT_MS, GROWS * (first ?? 0));
}
