import type { Log } from '../log.js';

/** One empty log of four lanes for one test. */
export type LogHarness = {
  /** Opens the log as one more process would. */
  open(): Promise<Log>;
  /** Removes the log; everything opened was closed before. */
  dispose(): Promise<void>;
};
