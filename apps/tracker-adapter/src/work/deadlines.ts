import { type Clock, within } from '#lane';

/** How long one call may take (ms): see the tracker's contract. */
const READ_MS = 10_000;
const MANY_READS_MS = 50_000;
const WRITE_MS = 30_000;
export const FILE_MS = 600_000;

type Call<T> = (signal: AbortSignal) => Promise<T>;

export const forRead = <T>(clock: Clock, signal: AbortSignal, call: Call<T>) => within(clock, READ_MS, signal, call);
export const forManyReads = <T>(clock: Clock, signal: AbortSignal, call: Call<T>) =>
  within(clock, MANY_READS_MS, signal, call);
export const forWrite = <T>(clock: Clock, signal: AbortSignal, call: Call<T>) => within(clock, WRITE_MS, signal, call);
export const forFile = <T>(clock: Clock, signal: AbortSignal, call: Call<T>) => within(clock, FILE_MS, signal, call);
