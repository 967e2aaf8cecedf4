import { arrivals } from '../../load/arrivals.js';

/** Between the two messages of one person: well within a window. */
const APART_MS = 500;

export type Arrival = { pair: number; at: number };

/**
 * When each message is meant to arrive (ms from the beginning): people come independently of each other, so many messages a
 * second in all, and each writes twice.
 */
export function pairTimes({ perSecond, seconds, seed }: { perSecond: number; seconds: number; seed: number }) {
  return arrivals(perSecond / 2, seconds * 1_000, seed)
    .flatMap((at, pair): Arrival[] => [
      { pair, at },
      { pair, at: at + APART_MS },
    ])
    .toSorted((a, b) => a.at - b.at);
}
