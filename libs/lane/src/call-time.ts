import type { Clock } from './clock.js';

/** One for all: making it writes down the stack, and of most calls the time is over long after they were answered. */
const OUT_OF_TIME = new DOMException('This operation was aborted', 'AbortError');

/** For one call: aborted with `signal`, or once its time (ms) is over by this clock. */
export function within(clock: Clock, ms: number, signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  clock.after(ms, () => late.abort(OUT_OF_TIME));
  return AbortSignal.any([signal, late.signal]);
}
