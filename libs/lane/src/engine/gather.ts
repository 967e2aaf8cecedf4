/** What waits for a lane's next commit, and what the commits before it took. Times in ms. */
export type Gathered = {
  /** Whether anyone waits for a change of it. */
  awaited: boolean;
  /** How long the first change that nobody waits for has waited; absent: there is none. */
  alongMs?: number | undefined;
  /** See `spend`. */
  spentMs: number;
};

/** The part of its time that a lane spends on commits, */
const SHARE = 0.1;
/** what it may have saved up of that, so that on a machine at rest nothing waits, */
const SAVED_MS = 40;
/** and how long a change waits at most, however slow the database. */
const MOST_MS = 250;
const ALONG_MS = 1_000;

/** What a lane's commits took lately: `tookMs` more, less its share of the time since it was last asked. */
export const spend = (spentMs: number, sinceMs: number, tookMs: number): number =>
  Math.min(SAVED_MS + MOST_MS * SHARE, Math.max(0, spentMs - sinceMs * SHARE) + tookMs);

/**
 * How long a lane's next commit waits for company (ms; 0: it goes now). The one rule of it: commits are to take a tenth of a
 * lane's time. Where they are quick nothing waits; the busier the machine, the longer they take, and the more rides on each.
 * What nobody waits for rides along, and after a second goes by itself.
 */
export function gatherMs({ awaited, alongMs, spentMs }: Gathered): number {
  const untilAlong = alongMs === undefined ? Infinity : Math.max(0, ALONG_MS - alongMs);
  if (!awaited) return untilAlong;
  return Math.min(untilAlong, Math.max(0, (spentMs - SAVED_MS) / SHARE));
}
