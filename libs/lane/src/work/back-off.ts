/** Doubles from one second up to fifteen minutes; the wait is drawn from all of it ("full jitter"). */
export function backOffMs(tries: number, random: () => number): number {
  return Math.max(250, random() * Math.min(15 * 60_000, 1_000 * 2 ** (tries - 1)));
}

/**
 * After this many failures of its own, work is given up: waits average half of 15 min once they have grown, so this is about
 * 24 h. Counted in tries, so that time behind an endpoint that is down costs nothing.
 */
export const MOST_TRIES = 202;
