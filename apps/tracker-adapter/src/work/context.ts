import type { DeskId } from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { BaselineResult, Clock, Step, WorkResult } from '#lane';
import type { Desk } from '#plugins';
import type { Account } from '#ports/tracker';
import type { Directories } from './directories.js';

/** What every kind of work needs. */
export type Context = {
  desks: ReadonlyMap<DeskId, Desk>;
  clock: Clock;
  reads: CorrelationReads;
  directories: Directories;
  /** The desk's own account at its tracker; asked once, and again after a failure. */
  serviceAccount: (desk: Desk, signal: AbortSignal) => Promise<Account>;
};

export type Result = WorkResult<CorrelationWrite>;
export type Known = BaselineResult;
export type Done = Step<CorrelationWrite>;

/** How long one call may take (ms): see the tracker's contract. */
const READ_MS = 10_000;
const WRITE_MS = 30_000;

export const forRead = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(READ_MS)]);
export const forWrite = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(WRITE_MS)]);
