/** Doubles from one second up to fifteen minutes; the wait is drawn from all of it ("full jitter"). */
export function backOffMs(tries: number, random: () => number): number {
  return Math.max(250, random() * Math.min(15 * 60_000, 1_000 * 2 ** (tries - 1)));
}

/**
 * After this many failures of its own, work is given up: waits average half of 15 min once they have grown, so this is about
 * 24 h. Counted in tries, so that time behind an endpoint that is down costs nothing.
 */
export const MOST_TRIES = 202;

/** So many tries make the wait longest: no more are counted while nothing takes effect at the endpoint, for whomever. */
export const TRIES_WHILE_FRUITLESS = 11;

/**
 * What may have taken effect, and nobody can look for, is sent again so often at most by one owner of its lane: each time it may
 * be there once more. That takes some three hours.
 */
export const MOST_REPEATS = 20;

/** Four times as long each time, from a second up to fifteen minutes; half of the wait is drawn. */
export function repeatAfterMs(times: number, random: () => number): number {
  return (0.5 + random() / 2) * Math.min(15 * 60_000, 1_000 * 4 ** (times - 1));
}
