import type { Offset } from '../../log/log.js';
import type { DeadLetter, ForgottenTime, OutboxRow } from '../store.js';
import type { WorkRow } from './work-rows.js';

/** A state as it lies in the table: JSON, so that nothing is shared with whoever wrote it. */
export type StateRow = { json: string; dueAt: number | undefined };

/** Everything of one lane. Rows are replaced, never changed in place, so that copying the maps copies the lane. */
export type LaneRows = {
  epoch: number;
  nonce: string;
  timeline: number;
  /** On which it was when that was noted last; 0: never. */
  knownTimeline: number;
  holder: string | undefined;
  heartbeat: number;
  offset: Offset;
  serial: number;
  againBefore: number;
  /** When an owner that wrote anything was last heard of, before this one. */
  lastHeard: number;
  /** Oldest first. */
  forgot: readonly ForgottenTime[];
  /** Until it has taken in that much, it has gone back once. */
  forgotTold: Offset;
  nextSeq: number;
  /** Id to the day (days since 1970) it was taken in. */
  inbox: Map<string, number>;
  /** Oldest first. */
  outbox: Map<string, OutboxRow>;
  states: Map<string, StateRow>;
  /** By id, in the order of `seq`. */
  work: Map<string, WorkRow>;
  dead: Map<string, DeadLetter>;
};

export const emptyLane = (): LaneRows => ({
  epoch: 0,
  nonce: '',
  timeline: 0,
  knownTimeline: 0,
  holder: undefined,
  heartbeat: 0,
  offset: 0,
  serial: 0,
  againBefore: 0,
  lastHeard: 0,
  forgot: [],
  forgotTold: 0,
  nextSeq: 1,
  inbox: new Map(),
  outbox: new Map(),
  states: new Map(),
  work: new Map(),
  dead: new Map(),
});

export const copyLane = (rows: LaneRows): LaneRows => ({
  ...rows,
  inbox: new Map(rows.inbox),
  outbox: new Map(rows.outbox),
  states: new Map(rows.states),
  work: new Map(rows.work),
  dead: new Map(rows.dead),
});
