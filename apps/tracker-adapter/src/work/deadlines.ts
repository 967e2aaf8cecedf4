import type { Clock } from '#lane';

/** How long one call may take (ms): see the tracker's contract. */
const READ_MS = 10_000;
const WRITE_MS = 30_000;
export const FILE_MS = 600_000;

/** Aborted with `signal`, or once the time of the call is over. */
function within(clock: Clock, signal: AbortSignal, ms: number): AbortSignal {
  const late = new AbortController();
  clock.after(ms, () => late.abort());
  return AbortSignal.any([signal, late.signal]);
}

export const forRead = (clock: Clock, signal: AbortSignal) => within(clock, signal, READ_MS);
export const forWrite = (clock: Clock, signal: AbortSignal) => within(clock, signal, WRITE_MS);
export const forFile = (clock: Clock, signal: AbortSignal) => within(clock, signal, FILE_MS);
