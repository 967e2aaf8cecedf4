/** Time as the engine sees it, so that a simulation can turn it. Both clocks in milliseconds. */
export interface Clock {
  /** Wall clock, ms since 1970. May jump. */
  now(): number;
  /** Never jumps; its zero means nothing. */
  monotonic(): number;
  /** Calls `then` once after `ms`; the returned function cancels it. Holds no process open. */
  after(ms: number, then: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, Math.max(0, ms));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
