import type { RecordBytes, TopicName } from '#contracts';

/** A lane number is a partition number. */
export type LaneNumber = number;
/** A position in a lane's log. Kafka's are 64 bit; below 2^53 for 285 years at a million records a second. */
export type Offset = number;

/** A record on its way out. `id` is the record's own id; the lane follows from the key (`laneOf`). */
export type Publishable = RecordBytes & { id: string; topic: TopicName; lane: LaneNumber };

export type LogRecord = RecordBytes & { offset: Offset };

/** Records of one lane, in order, as one fetch brought them. */
export type LogBatch = {
  lane: LaneNumber;
  /** Offset of the first record. */
  first: Offset;
  records: readonly LogRecord[];
  /**
   * Tells the group how far the lane is, for those who watch its lag; never what we start from. Does nothing once the
   * batch's own generation of the group is over.
   */
  resolve(next: Offset): void;
};

/** What a subscription tells its engine. The engine never throws into the log. */
export interface LogEvents {
  /**
   * The group has (re)joined: these lanes are ours now, all others are not. Called synchronously before the first fetch
   * of the generation, so that `seek` and `pause` called inside take effect before it. `subscription` is the one that
   * `subscribe` resolves with: the first call comes before that. A lane that stays keeps its pause; where it reads on is
   * unknown until it is sought. A batch of an earlier generation may still be running; it is the only one of its lane.
   */
  assigned(lanes: readonly LaneNumber[], subscription: Subscription): void;
  /** Resolves once the batch is committed or refused; the next fetch of the lane waits for it. Never rejects. */
  batch(batch: LogBatch): Promise<void>;
  /** A fetch of this lane has finished, with or without records. */
  fetched(lane: LaneNumber): void;
  /** The consumer is gone for good (crashed, fenced): no more calls. The process is not ready and exits. */
  failed(error: Error): void;
}

export interface Subscription {
  /** The next batch of the lane begins here. */
  seek(lane: LaneNumber, offset: Offset): void;
  pause(lane: LaneNumber): void;
  resume(lane: LaneNumber): void;
  /** The end (next offset to be written) and the first offset kept of each lane, asked for now. */
  ends(lanes: readonly LaneNumber[]): Promise<ReadonlyMap<LaneNumber, { first: Offset; end: Offset }>>;
  /**
   * How far the group was told this lane is, where it outlives the database; nothing where it does not, or was told nothing. A
   * lane row that is behind it belongs to a database that was restored to an older point.
   */
  told(lane: LaneNumber): Promise<Offset | undefined>;
  /** When the group last heard from us and said so: `monotonic()` time. Lease and row heartbeat stop when it is old. */
  lastHeartbeat(): number;
  /** Leaves the group after the running batches, or `deadlineMs` without waiting for them longer. Safe to call twice. */
  stop(deadlineMs: number): Promise<void>;
}

/** Records between services: Kafka, Postgres on a single machine, or memory in a simulation. */
export interface Log {
  /** How many lanes each topic has. */
  readonly lanes: number;
  /**
   * Appends the records, keeping their order within each lane, waiting for full acknowledgement (acks=all). Resolves with
   * the ids that are certainly in the log; a record whose acknowledgement was lost is not among them and may be there all
   * the same. Past `sendBy` on either clock nothing is sent. Never retries.
   */
  publish(
    records: readonly Publishable[],
    sendBy: { wall: number; monotonic: number },
  ): Promise<{ acknowledged: ReadonlySet<string>; error?: Error | undefined }>;
  /** Joins the group and begins to fetch. A new group starts from the beginning. */
  subscribe(topic: TopicName, group: string, events: LogEvents): Promise<Subscription>;
  /** Makes missing topics with their lanes; safe to run twice at once. A topic with another number of lanes is an error. */
  prepare(topics: readonly TopicName[]): Promise<void>;
  close(): Promise<void>;
}
