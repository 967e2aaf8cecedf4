const FIRST_MS = 1_000;
/** An endpoint that is down is probed at least as often. */
export const PROBE_AGAIN_MS = 60_000;

/** What is known of one endpoint. Times are `Clock.monotonic()` ms: a wall clock that jumps must not end a pause. */
export type Breaker = {
  /** Failures in a row; 0: it is up. */
  failures: number;
  /** While it is down: when the next probe may go. */
  probeAt: number;
  /** The endpoint's own word (`Retry-After`): nothing goes before. */
  notBefore: number;
  /** How many calls at once it is trusted with since it came back; infinite once it has shown that it stands. */
  trusted: number;
};

export const closed: Breaker = { failures: 0, probeAt: 0, notBefore: 0, trusted: Infinity };

export const isDown = ({ failures }: Breaker) => failures > 0;

/** In one word, for those who watch. */
export function standingOf(breaker: Breaker, now: number): 'up' | 'down' | 'paused' {
  if (isDown(breaker)) return 'down';
  return now < breaker.notBefore ? 'paused' : 'up';
}

/** The endpoint is down: probed after 1 s, then at doubling distances, at least every 60 s. */
export function tripped(breaker: Breaker, now: number, random: () => number): Breaker {
  // Calls that were under way together fail together: that is one failure.
  if (isDown(breaker) && now < breaker.probeAt) return breaker;
  const failures = breaker.failures + 1;
  const wait = Math.min(PROBE_AGAIN_MS, FIRST_MS * 2 ** (failures - 1));
  return { ...breaker, failures, probeAt: now + wait * (0.5 + random() / 2) };
}

/** The endpoint named a time to come back. It is never undercut. */
export const paused = (breaker: Breaker, until: number): Breaker => ({
  ...breaker,
  notBefore: Math.max(breaker.notBefore, until),
});

/**
 * It answered: it is up. One that was down is called by one at first, and by one more with each answer until that is its
 * cap: everything that has waited for it would knock it over again. `running`: how many calls have not ended, the one that
 * was answered among them; what hangs there since before keeps nobody else from it.
 */
export function answered(breaker: Breaker, running: number, cap: number): Breaker {
  const trusted = isDown(breaker) ? Math.max(1, running) : breaker.trusted + 1;
  return { ...breaker, failures: 0, trusted: trusted < cap ? trusted : Infinity };
}

/**
 * Whether one more call may begin: none in a pause, one probe at a time while it is down, else up to the cap, or to what it
 * is trusted with.
 */
export function mayBegin(
  breaker: Breaker,
  now: number,
  { running, probing, cap }: { running: number; probing: boolean; cap: number },
): boolean {
  if (now < breaker.notBefore || running >= cap) return false;
  return isDown(breaker) ? !probing && now >= breaker.probeAt : running < breaker.trusted;
}

/** The next moment at which time alone lets a call begin, if it is still to come. */
export function opensAt(breaker: Breaker, now: number): number | undefined {
  const at = Math.max(breaker.notBefore, isDown(breaker) ? breaker.probeAt : 0);
  return at > now ? at : undefined;
}
