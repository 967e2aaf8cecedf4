import type { ForgottenTime, LaneStore } from '../store.js';

/** Side rows of the conformance suite: a text under a key. A text that begins with `refuse` is one the database refuses. */
export type Note = { key: string; text: string };
export type NoteReads = { note(key: string): Promise<string | undefined> };

/** One database, empty, with its lanes 0 to 63 of `session-events`. */
export type LaneStoreHarness = {
  /** Another node's store on it. */
  open(): LaneStore<NoteReads, Note>;
  /** Lets database time go on by `ms`: heartbeats grow old, and with whole days the inbox's partitions. */
  pass(ms: number): Promise<void>;
  /** It is on another timeline from here on, and has lost nothing. */
  failOver(): Promise<void>;
  /** The times of which a lane's row says that they are forgotten, as who runs it all is told. */
  forgotten(lane: number): Promise<readonly ForgottenTime[]>;
  close(): Promise<void>;
};

export type Make = () => Promise<LaneStoreHarness>;
