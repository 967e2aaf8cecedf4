import type { Stand } from './stand.js';

/** One of those that are compared. What it has kept outlives `stop` as far as it keeps anything. */
export type Contender = {
  stand: Stand;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Its processes that can be killed, one after the other. */
  members: readonly string[];
  /** As kill -9 would. */
  kill(member: string): Promise<void>;
  revive(member: string): Promise<void>;
};
