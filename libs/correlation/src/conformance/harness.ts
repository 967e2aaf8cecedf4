import type { CorrelationReads, CorrelationWrite } from '../port.js';

/** One empty database. */
export type CorrelationHarness = {
  reads: CorrelationReads;
  /** Writes all rows in one transaction, or rejects and writes none. */
  write(...writes: CorrelationWrite[]): Promise<void>;
  close(): Promise<void>;
};

export type Make = () => Promise<CorrelationHarness>;
