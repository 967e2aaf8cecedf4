/** Time as the engine sees it, so that a simulation can turn it. Both clocks in milliseconds. */
export interface Clock {
  /** Wall clock, ms since 1970. May jump. */
  now(): number;
  /** Never jumps; its zero means nothing. */
  monotonic(): number;
  /** Calls `then` once after `ms`; the returned function cancels it. Holds no process open. */
  after(ms: number, then: () => void): () => void;
}

/** The same moment on both clocks, in ms. */
export type Instant = { wall: number; monotonic: number };

/** A timer may be a moment early. */
const EARLY_MS = 10;

/**
 * How long (ms) until the clock's next multiple of `everyMs`: who does something again and again does it then, together with all
 * others of the process, which sleeps between.
 */
export function untilBeat(clock: Pick<Clock, 'monotonic'>, everyMs: number): number {
  const left = everyMs - (clock.monotonic() % everyMs);
  return Math.ceil(left < EARLY_MS ? left + everyMs : left);
}

/** What a timer of Node can wait for; asked for more it would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      timer = setTimeout(() => (left > LONGEST_MS ? wait(left - LONGEST_MS) : then()), Math.min(left, LONGEST_MS));
      timer.unref();
    };
    wait(Math.max(0, ms));
    return () => clearTimeout(timer);
  },
};
