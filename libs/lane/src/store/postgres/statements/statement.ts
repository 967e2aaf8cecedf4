import type { LaneNumber } from '../../../log/log.js';

/** A statement with its name, by which each connection prepares it once. */
export type Statement = { name: string; text: string; values: unknown[] };

/** Where a row lies: every table of a lane leads with these two. */
export type Place = { topic: string; lane: LaneNumber };

/** The last of each key: one statement can write a row only once. */
export function lastOfEach<T>(rows: readonly T[], key: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}

/** Times are whole milliseconds at rest; rounded up, since nothing may come sooner than it was told to. */
export const wholeMs = (ms: number | undefined) => (ms === undefined ? undefined : Math.ceil(ms));
