import type { Clock } from './clock.js';

/** For one call: aborted with `signal`, or once its time (ms) is over by this clock. */
export function within(clock: Clock, ms: number, signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  clock.after(ms, () => late.abort());
  return AbortSignal.any([signal, late.signal]);
}
