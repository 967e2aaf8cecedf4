import type { TopicName, Whose } from '#contracts';
import type { LaneNumber, Offset } from '../log/log.js';

/** Ownership is epoch and nonce together: a failover to an older replica can issue an epoch twice. */
export type Ownership = { topic: TopicName; lane: LaneNumber; epoch: number; nonce: string };

/** What a record waiting to be published looks like at rest. `order` comes from the lane row. */
export type OutboxRow = {
  id: string;
  topic: TopicName;
  key: string;
  value: Buffer;
  trace?: string | undefined;
};

/**
 * Where a piece of work stands.
 * - `ready`: may run from `dueAt` on. - `sending`: an attempt is committed and may be on its way.
 * - `unknown`: an attempt may have taken effect; it is looked for from `dueAt` on. - `doubt`: a person was asked.
 */
export type WorkState = 'ready' | 'sending' | 'unknown' | 'doubt';

/** One thing to do outside, in order within its key. Bodies are JSON. */
export type Work = {
  /** The id of the record that caused it, or a hash of it. */
  id: string;
  /** Position in the lane: given by the store from the lane row, ascending in the order of creation. */
  seq: number;
  kind: string;
  /** Kept in order within this key; the oldest unfinished one is the head and runs alone. */
  orderKey: string;
  /** At most one open write per gate (an acting account); absent: no gate. */
  gate?: string | undefined;
  /** The outside system: what has a breaker and a cap. */
  endpoint: string;
  /**
   * An effect has intents: its attempts are committed before they go out. Work without effect has none and simply runs
   * again; where it expires (a look-up) it is in no order either.
   */
  effect: boolean;
  body: unknown;
  trace?: string | undefined;
  /** Goes to the dead letters together with this work (a comment for an issue that could not be created). */
  dependsOn?: string | undefined;
  /** Look-ups and proofs end here (ms since 1970). */
  expiresAt?: number | undefined;
  /** When it was taken in (ms). */
  bornAt: number;
  state: WorkState;
  dueAt: number;
  /** Sendings begun. */
  attempt: number;
  /** Failures that count towards giving up. */
  tries: number;
  /** Of the attempt in `sending` or `unknown`: past it nothing was sent. */
  sendBy?: number | undefined;
  /** Highest remote id of the target known before the first attempt; JSON. */
  baseline?: unknown;
  /** When its person was told that it waits; absent: not told. */
  toldAt?: number | undefined;
  /** What went wrong last, for operators: a kind, never a body. */
  lastError?: string | undefined;
};

export type NewWork = Pick<Work, 'id' | 'kind' | 'orderKey' | 'endpoint' | 'effect' | 'body' | 'bornAt' | 'dueAt'> &
  Partial<Pick<Work, 'gate' | 'trace' | 'dependsOn' | 'expiresAt'>> & {
    /** It was, or may have been, sent before: looked for first, above this baseline where that is known. */
    sent?: Pick<Work, 'attempt' | 'sendBy' | 'baseline'> | undefined;
  };

/** What expires so soon after its birth (ms) is a look-up: in no order, and never left to the store. */
export const LOOK_UP_MS = 60_000;

export const isUnordered = ({ effect, expiresAt, bornAt }: Pick<Work, 'effect' | 'expiresAt' | 'bornAt'>): boolean =>
  !effect && expiresAt !== undefined && expiresAt - bornAt <= LOOK_UP_MS;

/** Where new work stands: ready, unless it was ever sent. */
export const standingOfNew = ({
  sent,
}: Pick<NewWork, 'sent'>): Pick<Work, 'state' | 'attempt' | 'tries' | 'sendBy' | 'baseline'> =>
  sent ? { ...sent, state: 'unknown', tries: 0 } : { state: 'ready', attempt: 0, tries: 0 };

/** New work with its seq, as it stands. Each field is named: to leave one out of many costs ten times as much. */
export function workOfNew(work: NewWork, seq: number): Work {
  const { id, kind, orderKey, gate, endpoint, effect, body, trace, dependsOn, expiresAt, bornAt, dueAt } = work;
  const { state, attempt, tries, sendBy, baseline } = standingOfNew(work);
  return {
    id,
    seq,
    kind,
    orderKey,
    gate,
    endpoint,
    effect,
    body,
    trace,
    dependsOn,
    expiresAt,
    bornAt,
    state,
    dueAt,
    attempt,
    tries,
    sendBy,
    baseline,
    toldAt: undefined,
    lastError: undefined,
  } satisfies Record<keyof Work, unknown>;
}

/** A change of one work's standing. `done` deletes the row; its id stays known to the inbox. */
export type WorkChange =
  | { id: string; to: 'done' }
  | ({ id: string; to: WorkState } & Pick<
      Work,
      'dueAt' | 'attempt' | 'tries' | 'sendBy' | 'baseline' | 'toldAt' | 'lastError'
    >);

export type StateWrite = {
  key: string;
  /** `null` deletes it. */
  state: unknown;
  /** When `due` is to be called for it (ms since 1970), or never. */
  dueAt?: number | undefined;
  /** Since when nothing is waited for in it (ms since 1970): it may be forgotten, so long after. Absent: it stays. */
  idleSince?: number | undefined;
};

/** Work or a record given up, kept with its cause and history, replayable. */
export type DeadLetter = {
  id: string;
  topic: TopicName;
  lane: LaneNumber;
  /** Of a record; absent where the log took it not, because it is too large. */
  offset?: Offset | undefined;
  /** The record's key, the work's order key, or the window's. */
  key: string;
  /** Of the record or of the work; `window`; absent: its bytes say none. */
  kind?: string | undefined;
  whose: Whose;
  /** A kind and a path, never a value. */
  cause: string;
  /** A record's bytes as they came; work as JSON, what depends on it behind it; of a window nothing. */
  value: Buffer;
  trace?: string | undefined;
  /** When what it is of began (ms): a chat's letters are replayed in this order. */
  bornAt: number;
  /** When it was given up (ms). */
  at: number;
};

/**
 * The database was found to be older than the log, or to have failed over: taken in was up to the offset that was told of, and
 * what was born before then (ms) may have been worked on already. That time only ever grows. Effects that are `ready` may have
 * been sent, too: noting this makes them `unknown`.
 */
export type GoneBack = { told: Offset; againBefore: number };

/**
 * A time of which the database knows nothing, because it went back: since the last sign of life of an owner that wrote
 * anything, until that was found (ms since 1970, database time). For people; a lane keeps the latest `KEPT_FORGOTTEN`.
 */
export type ForgottenTime = { since: number; until: number };
export const KEPT_FORGOTTEN = 8;

/** Everything one step of a lane wants written; many are merged into one transaction. `S` are the service's own rows. */
export type LaneChange<S> = {
  states?: readonly StateWrite[] | undefined;
  newWork?: readonly NewWork[] | undefined;
  work?: readonly WorkChange[] | undefined;
  publish?: readonly OutboxRow[] | undefined;
  /** Ids of outbox rows the log has acknowledged. */
  published?: readonly string[] | undefined;
  dead?: readonly DeadLetter[] | undefined;
  goneBack?: GoneBack | undefined;
  side?: readonly S[] | undefined;
};

export type LaneState = { state: unknown; dueAt?: number | undefined };

/** One transaction of a lane, begun by locking its row where epoch and nonce are ours. */
export interface LaneTransaction<R, S> {
  /** The next offset to take in, as the lane row has it. */
  readonly offset: Offset;
  /**
   * How many transactions of this ownership have committed before this one; kept in the lane row, 0 at `take`. A writer
   * whose commit got no answer learns from it whether it took place.
   */
  readonly serial: number;
  /** Which of these record ids were taken in before, in any live day of the inbox. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** The states that exist among these keys. */
  states(keys: readonly string[]): Promise<ReadonlyMap<string, LaneState>>;
  /** The states due after a time (ms), earliest first: so many, and those of the same time as the last. */
  due(after: number, limit: number): Promise<readonly { key: string; dueAt: number }[]>;
  /** The service's own rows (correlation, links, cursors), read in this transaction. */
  readonly side: R;
  /** Remembers these ids in today's inbox and moves the lane row's offset. */
  takeIn(ids: readonly string[], next: Offset): Promise<void>;
  /** Writes a change with set-based statements. Returns the seq given to each new work, in order. */
  apply(change: LaneChange<S>): Promise<readonly number[]>;
}

export type Recovered = {
  offset: Offset;
  /** Everything waiting to be published, oldest first. */
  outbox: readonly OutboxRow[];
  /** Every endpoint with unfinished work. */
  endpoints: readonly string[];
  /**
   * Work that is the first of its order key and of which an attempt may be open, or its person was asked, and every look-up; oldest
   * first. Not what only a database that is no more may have sent: however much that is, it waits with what is ready.
   */
  open: readonly Work[];
  /** What was born before (ms since 1970) may have been worked on already, by a later state of this database; else 0. */
  againBefore: number;
  /** The database has failed over since this was noted last (`goneBack`): it may have forgotten what it committed last. */
  failedOver: boolean;
  /** Transactions committed under this ownership so far (0 right after `take`). */
  serial: number;
};

/** The transaction did nothing: the lane row no longer carries our epoch and nonce, or the database is on another timeline. */
export class OwnershipLost extends Error {
  override readonly name = 'OwnershipLost';
}

/** The database refuses a value (SQLSTATE class 22, 23 or 54): bisect to the poison. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** A holder whose heartbeat is this old (ms, by database time) may be superseded. */
export const STALE_MS = 6_000;

/**
 * Everything of a lane that must survive. Two implementations: Postgres, and memory for deterministic simulation. Besides
 * `OwnershipLost` and `Refused` it throws only what means "the database is not there now": the engine tries again.
 */
export interface LaneStore<R, S> {
  /** The service's own rows as committed, read outside any transaction: what a worker looks at while it works. */
  readonly side: R;
  /**
   * Takes the lane row: epoch + 1, a fresh nonce, holder and heartbeat, where the epoch is the one just read and (the
   * lease is held, or there is no holder, or its heartbeat is 6 s old by database time). `held` names the holder.
   */
  take(
    topic: TopicName,
    lane: LaneNumber,
    by: { holder: string; leaseHeld: boolean },
  ): Promise<{ kind: 'taken'; own: Ownership } | { kind: 'held'; holder: string }>;
  /** Renews the row's heartbeat; throws `OwnershipLost`. */
  heartbeat(own: Ownership): Promise<void>;
  /** Clears the holder if it is still us. */
  letGo(own: Ownership): Promise<void>;
  /** What must be known before the first fetch. Turns every `sending` into `unknown`. */
  recover(own: Ownership): Promise<Recovered>;
  /**
   * Unfinished work of one endpoint after `afterSeq`, oldest first: how the engine fills its bounded memory, so that an
   * endpoint that hangs fills only its own part of it. An order key belongs to exactly one endpoint; given one, only its
   * work is read.
   */
  work(own: Ownership, endpoint: string, afterSeq: number, limit: number, orderKey?: string): Promise<readonly Work[]>;
  transact<T>(own: Ownership, run: (tx: LaneTransaction<R, S>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
