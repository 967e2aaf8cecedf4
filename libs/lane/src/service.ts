import type { TopicName, TopicRecord } from '#contracts';
import type { DeadLetter, NewWork, StateWrite, Work } from './store/store.js';

/** What a service's pure core may look at while it decides. */
export type View<C> = {
  /** The state of a key, with what earlier records of the same batch made of it. */
  state(key: string): unknown;
  /** What `load` read for this batch. */
  context: C;
  /** For a record: its own time (`receivedAt` of an update); for a window: the time it was due. Never the wall clock. */
  now: number;
  /**
   * What was born before (ms) may have been taken in and worked on already, for a database that is no more; 0: nothing
   * was forgotten.
   */
  againBefore: number;
};

/** What one record, one window or one piece of work brings about. Plain data: the engine makes it durable, then true. */
export type Step<S> = {
  states?: readonly StateWrite[];
  newWork?: readonly NewWork[];
  publish?: readonly TopicRecord[];
  side?: readonly S[];
  /** A person's answer to a doubt: the work they were asked about took effect, or is to be sent again. */
  answers?: readonly { work: string; arrived: boolean }[];
  /**
   * Of a record or a window: why nothing can be done about it here for now, and nothing is, though nothing is wrong with it. A
   * record becomes a dead letter with this cause, and is no poison; a window stays due, and is fired once its lane is taken anew.
   */
  left?: string;
};

/**
 * What the lanes of one topic do: a pure core, and, where something is done outside, a worker. `R` are the side reads,
 * `S` the side rows, `C` what a batch needs to know beside its states.
 */
export interface LaneService<T extends TopicName, R, S, C> {
  readonly topic: T;
  /** The states a record touches; also what `due` will be asked for. `againBefore` as in `View`. Pure. */
  keysOf(record: TopicRecord<T>, againBefore: number): readonly string[];
  /** Reads, set-based and within the transaction, what the core needs to know of these records and due states. */
  load(side: R, records: readonly TopicRecord<T>[], due: ReadonlyMap<string, unknown>): Promise<C>;
  /** One record. Pure; a throw makes the record a dead letter at once. */
  take(record: TopicRecord<T>, view: View<C>): Step<S>;
  /** One state whose due time has come. Pure. */
  due(key: string, view: View<C>): Step<S>;
  /**
   * A record that could not be taken in, or a window that could not be closed, became a dead letter: its person is told. Pure;
   * where it throws nobody is. Absent: it concerns nobody.
   */
  givenUp?(lost: Lost<T>, view: View<C>): Step<S>;
  /**
   * A record of its own became a dead letter, because the log takes none so large: its person is told, by records, at `now`
   * (ms). Pure; where it throws nobody is. Absent: it concerns nobody.
   */
  unpublished?(record: TopicRecord, now: number): Pick<Step<S>, 'publish' | 'side'>;
  /**
   * What a record to be published shows anew: of those of one transaction that show the same, only the last is published. Pure.
   * Absent, or undefined: it makes no other one pointless.
   */
  shows?(record: TopicRecord): string | undefined;
  readonly worker?: Worker<R, S>;
}

export type Lost<T extends TopicName> =
  | { kind: 'record'; record: TopicRecord<T> }
  | { kind: 'window'; key: string }
  /** What fits no schema: no more is known of it than what its letter says. */
  | { kind: 'unread'; letter: DeadLetter };

/** One sending of an effect: committed before it goes out. */
export type Attempt = {
  number: number;
  sendBy: { wall: number; monotonic: number };
  baseline: unknown;
  /** As in `View`. */
  againBefore: number;
  /** Aborted at the deadline, on loss of the lane and at shutdown; connections must be reset then. */
  signal: AbortSignal;
};

/** What came of running a piece of work. */
export type WorkResult<S> =
  /** Finished, for good or bad: what follows from it. `unheard`: the endpoint said nothing to that. */
  | { kind: 'done'; step: Step<S>; unheard?: boolean }
  /** The endpoint said when to come back. Costs no try; never sooner, and not within a second. */
  | { kind: 'throttled'; retryAfterMs: number; scope: 'endpoint' | 'key' }
  /**
   * Nothing is wrong: it is to run again after `inMs` (a code not entered yet, a poll), with all its tries. What follows so far is
   * `step`. `unheard`: the endpoint said nothing to that.
   */
  | { kind: 'again'; inMs: number; step?: Step<S>; unheard?: boolean }
  /**
   * It certainly took no effect, and the endpoint itself seems down: waits for its breaker. Costs no try, but where it says so
   * again, and the endpoint has answered others since: then it fails for itself.
   */
  | { kind: 'down'; error: string }
  /**
   * It certainly took no effect: it came to its socket after its own `sendBy`. No word of the endpoint; runs again soon, as a
   * new attempt. Costs no try.
   */
  | { kind: 'late' }
  /** It certainly took no effect, and failed for itself. Costs a try. */
  | { kind: 'failed'; error: string }
  /** It may have taken effect. Looked for once `settleMs` after `sendBy` have passed; where nobody can look, it costs a try, of few. */
  | { kind: 'unknown'; settleMs: number; error: string }
  /** Not ours to decide: the person was asked; `step` asks them. It stays at the head of its key until answered. */
  | { kind: 'doubt'; step: Step<S> };

/** What a look for an attempt of unknown outcome found. */
export type Look<S> =
  | { kind: 'found'; step: Step<S> }
  /** It did not take effect: that costs a try. */
  | { kind: 'absent' }
  /** `baseline`: the attempt's, with what its person is shown; absent: as it was. */
  | { kind: 'doubt'; step: Step<S>; baseline?: unknown }
  | { kind: 'down'; error: string }
  | { kind: 'late' }
  /** `scope` as in `WorkResult`; absent: the endpoint. */
  | { kind: 'throttled'; retryAfterMs: number; scope?: 'endpoint' | 'key' };

/** What a look may answer, and a baseline too. */
export type Hindrance =
  | Extract<Look<never>, { kind: 'down' | 'late' | 'throttled' }>
  | { kind: 'failed'; error: string };

/**
 * Why work is given up: its endpoint was away for too long, it failed for itself too often, it cannot be done here, the worker
 * threw, or the database refuses what came of it.
 */
export type GivenUp = 'down-too-long' | 'failed-too-often' | 'impossible' | 'bug' | 'refused';

/** Does a service's work. Never throws for what the outside world does; a throw is a bug and makes a dead letter. */
export interface Worker<R, S> {
  /** How many pieces of work may run at one endpoint at once. */
  cap(endpoint: string): number;
  /** How long one run may take before its signal aborts (ms). */
  deadlineMs(work: Work): number;
  /** How long its endpoint may be away before this work is given up (ms). Asked while it is away. Pure. */
  giveUpAfterMs(work: Work): number;
  /**
   * Before each attempt, and before anything of it is committed: how long (ms) the endpoint's rates want it to wait; 0: it
   * may go now, and counts. Or why it is impossible here, and is given up. Absent: there are no rates.
   */
  permit?(work: Work): Promise<number | { impossible: string }>;
  /**
   * How long after the last moment it may be sent (ms) an attempt may still take effect: what its lane waits before it looks
   * when it takes up an attempt that another owner began. Absent: 30 s where there is a `look`, else 0.
   */
  settleMs?(work: Work): number;
  /** Before the first attempt of an effect: what is known of its target. Absent: no baseline. Not in a transaction. */
  baseline?(work: Work, signal: AbortSignal, side: R): Promise<BaselineResult>;
  /** Side rows that become true with the attempt (an open write intent). Pure. */
  intent?(work: Work, attempt: Pick<Attempt, 'number' | 'baseline'>): readonly S[];
  /** Side rows that become true once an attempt certainly took no effect: nothing of it is open any more. Pure. */
  withdrawn?(work: Work): readonly S[];
  /**
   * Runs it once. Look-ups get an attempt too; theirs was not committed. What runs again is the same object as long as its
   * lane is ours, and the step of the run before was committed.
   */
  run(work: Work, attempt: Attempt, side: R): Promise<WorkResult<S>>;
  /**
   * Whether running this work does what `later`, of the same order key and ready to run, is there for: it ends along with it.
   * Pure. Absent: never.
   */
  covers?(work: Work, later: Work): boolean;
  /** After an unknown outcome. Absent: it is sent again (a double is better than a loss), which costs a try and is counted. */
  look?(work: Work, attempt: Attempt, side: R): Promise<Look<S>>;
  /** The baseline of work in doubt once its person says that what was found is theirs: `look` goes by it. Pure. */
  accept?(work: Work): unknown;
  /** Told once, when work has had to wait: its person learns why. Absent: there is nobody to be told. Pure. */
  waiting?(work: Work, why: 'tracker-down' | 'throttled' | 'retrying'): Step<S>;
  /** It is never given up, however often it fails. Absent: none is so. Pure. */
  endless?(work: Work): boolean;
  /** Work is given up, with all that depends on it: its person is told. Pure. */
  givenUp(work: Work, dependents: readonly Work[], why: GivenUp): Step<S>;
  /** A look-up or a proof ran out of time. Pure. */
  expired(work: Work): Step<S>;
}

export type BaselineResult = { kind: 'known'; baseline: unknown } | Hindrance;
