import { isVoiding } from '../report/objections.js';
import { intervalOf, medianOf } from './median.js';

/** What is promised. `value` is a ratio, or a measure of Relaydesk's own, as `what` says. */
export type Promised = { id: string; what: string; sense: 'at least' | 'at most'; goal: number };

/**
 * What a run found; `low` and `high` are the ends of the 95 % interval of `value`, and it holds only at the bad one: never where the
 * run is void, nor by a single round, which has no interval.
 */
export type Goal = Promised & {
  value: number;
  low: number;
  high: number;
  holds: boolean;
  /** What each round gave. */
  rounds: readonly number[];
  /** Why it is void, or to be read with care. */
  objections: readonly string[];
};

/** What the rounds of a run say of a promise. */
export function goalOf(promised: Promised, rounds: readonly number[], objections: readonly string[] = []): Goal {
  const { low, high } = intervalOf(rounds);
  const kept = promised.sense === 'at least' ? low >= promised.goal : high <= promised.goal;
  const holds = kept && rounds.length > 1 && !objections.some(isVoiding);
  return { ...promised, value: medianOf(rounds), low, high, holds, rounds, objections };
}
