/** What a lane's next commit would carry, and what may still join it. Times in ms. */
export type Gathered = {
  /** Changes someone waits for, and how long the first of them has waited. */
  waiting: number;
  waitedMs: number;
  /** How long the first change that nobody waits for has waited; absent: there is none. */
  alongMs?: number | undefined;
  /** What this lane has begun and is still sending: each will soon have a change of its own. */
  underWay: number;
};

/** Below this little is under way. More than one endpoint has at once: what its rates have spaced out is not bunched again. */
const MUCH = 20;
const MOST_MS = 200;
const ALONG_MS = 1_000;

/**
 * How long a lane's next commit waits for company (ms; 0: it goes now). The one rule of it: while little is under way, what is
 * waited for goes at once. While much is, it goes when as much waits as is under way, and after 200 ms at the latest.
 * What nobody waits for rides along, and after a second goes by itself.
 */
export function gatherMs({ waiting, waitedMs, alongMs, underWay }: Gathered): number {
  const untilAlong = alongMs === undefined ? Infinity : Math.max(0, ALONG_MS - alongMs);
  if (waiting === 0) return untilAlong;
  if (underWay < MUCH || waiting >= underWay) return 0;
  return Math.min(untilAlong, Math.max(0, MOST_MS - waitedMs));
}
