import { type Clock, within } from '#lane';

/** How long one call may take (ms): see the tracker's contract. */
const READ_MS = 10_000;
const WRITE_MS = 30_000;
export const FILE_MS = 600_000;

export const forRead = (clock: Clock, signal: AbortSignal) => within(clock, READ_MS, signal);
export const forWrite = (clock: Clock, signal: AbortSignal) => within(clock, WRITE_MS, signal);
export const forFile = (clock: Clock, signal: AbortSignal) => within(clock, FILE_MS, signal);
