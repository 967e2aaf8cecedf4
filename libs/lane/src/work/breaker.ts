const FIRST_MS = 1_000;
const MOST_MS = 60_000;

/**
 * What is known of one endpoint. `open` until its time, then one probe at a time goes through; any answer at all closes it.
 * `paused` is the endpoint's own word (`Retry-After`), never undercut. Times are `Clock.now()` ms.
 */
export type Breaker =
  { kind: 'closed' } | { kind: 'open'; until: number; failures: number } | { kind: 'paused'; until: number };

export const closed: Breaker = { kind: 'closed' };

/** The endpoint is down: probed after 1 s, then at doubling distances, at least every 60 s. */
export function tripped(breaker: Breaker, now: number, random: () => number): Breaker {
  const failures = breaker.kind === 'open' ? breaker.failures + 1 : 1;
  const wait = Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));
  return { kind: 'open', until: now + wait * (0.5 + random() / 2), failures };
}

/** The endpoint named a time to come back. */
export function paused(breaker: Breaker, until: number): Breaker {
  return { kind: 'paused', until: breaker.kind === 'paused' ? Math.max(breaker.until, until) : until };
}

/** How many may be under way at the endpoint now: none, a probe, or its cap. */
export function permits(breaker: Breaker, now: number, cap: number): number {
  if (breaker.kind === 'closed') return cap;
  if (now < breaker.until) return 0;
  return breaker.kind === 'open' ? 1 : cap;
}
