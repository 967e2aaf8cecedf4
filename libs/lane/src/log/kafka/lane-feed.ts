import type { Batch, Consumer, EachBatchPayload } from 'kafkajs';
import type { Clock } from '../../clock.js';
import { within } from '../../within.js';
import type { LaneNumber, LogEvents, Offset } from '../log.js';
import { LogError } from '../log-error.js';
import { toLogRecord } from './from-kafka.js';
import type { GroupLag } from './group-lag.js';
import type { Holding } from './staying-lanes.js';

/** kafkajs fetches again only when every batch of a fetch is done; a lane that takes longer is paused and left alone. */
const PATIENCE_MS = 250;
/** So often in a row a lane may be brought what it had, before that means that its records are gone. */
const MOST_AGAIN = 3;

type Deps = {
  consumer: Consumer;
  topic: string;
  clock: Clock;
  lag: GroupLag;
  events: Pick<LogEvents, 'batch'>;
  failed: (error: LogError) => void;
};

/** Hands batches over, lane by lane, and knows where each lane reads on. */
export class LaneFeed {
  private generation = 0;
  private lanes: readonly LaneNumber[] = [];
  private since = 0;
  /** Unknown until the lane was sought or has brought a batch in this generation. */
  private readonly positions = new Map<LaneNumber, Offset>();
  /** Paused by the engine; `running` lanes may be paused by us. */
  private readonly held = new Set<LaneNumber>();
  private readonly running = new Map<LaneNumber, Promise<void>>();
  /** How often in a row a lane was brought what it had already. */
  private readonly again = new Map<LaneNumber, number>();
  private open = true;

  constructor(private readonly deps: Deps) {}

  /** A generation has begun with these lanes. */
  assign(lanes: readonly LaneNumber[]): void {
    this.generation += 1;
    this.lanes = lanes;
    this.since = this.deps.clock.now();
    this.positions.clear();
    for (const lane of [...this.held]) if (!lanes.includes(lane)) this.resume(lane);
  }

  seek(lane: LaneNumber, offset: Offset): void {
    if (!this.open) return;
    this.positions.set(lane, offset);
    this.deps.consumer.seek({ topic: this.deps.topic, partition: lane, offset: String(offset) });
  }

  pause(lane: LaneNumber): void {
    if (!this.open) return;
    this.held.add(lane);
    this.deps.consumer.pause([{ topic: this.deps.topic, partitions: [lane] }]);
  }

  resume(lane: LaneNumber): void {
    this.held.delete(lane);
    this.fetchAgain(lane);
  }

  position(lane: LaneNumber): Offset | undefined {
    return this.positions.get(lane);
  }

  /** Of the last generation: the group may have given them to others since. */
  assigned(): Holding {
    return { since: this.since, lanes: this.lanes };
  }

  /** The lanes a fetch asks for now. */
  fetchable(): readonly LaneNumber[] {
    return this.lanes.filter((lane) => !this.held.has(lane) && !this.running.has(lane));
  }

  /** The consumer has ended: it can be told nothing any more. */
  close(): void {
    this.open = false;
  }

  /** Takes no batch any more; resolves when the running ones are done. */
  async drain(): Promise<void> {
    // Without lanes there is nothing to pause, and perhaps no group yet.
    if (this.open && this.lanes.length > 0) this.deps.consumer.pause([{ topic: this.deps.topic }]);
    this.close();
    await Promise.all(this.running.values());
  }

  /** For kafkajs' `run`. Never rejects: a rejection would make it replay what other lanes are doing. */
  async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, isStale } = payload;
    const lane = batch.partition;
    // Sought, paused or assigned anew since it was fetched: it is fetched again from where it then belongs.
    if (!this.open || isStale() || this.held.has(lane) || this.running.has(lane)) return;
    if (this.jumped(batch)) return;
    resolveOffset(batch.lastOffset());
    this.positions.set(lane, Number(batch.lastOffset()) + 1);
    const run = this.handOver(payload);
    this.running.set(lane, run);
    await within(this.deps.clock, PATIENCE_MS, run);
    if (this.running.has(lane) && this.open) this.deps.consumer.pause([{ topic: this.deps.topic, partitions: [lane] }]);
  }

  /**
   * After OFFSET_OUT_OF_RANGE kafkajs goes on at the first record there is, as if nothing were missing. And a broker that stood
   * still answers, late, a fetch that another one has answered meanwhile: of that nothing is missing, and its lane goes on.
   */
  private jumped(batch: Batch): boolean {
    const lane = batch.partition;
    const position = this.positions.get(lane);
    const first = Number(batch.firstOffset());
    const times = this.again.get(lane) ?? 0;
    this.again.delete(lane);
    if (position === undefined || position === first) return false;
    if (first < position && times < MOST_AGAIN) {
      this.again.set(lane, times + 1);
      this.seek(lane, position);
      return true;
    }
    const text = `${this.deps.topic} lane ${lane} wants to go on at offset ${position}, but was given ${first}`;
    this.deps.failed(new LogError('offset-out-of-range', text));
    return true;
  }

  private async handOver({ batch, commitOffsetsIfNecessary }: EachBatchPayload): Promise<void> {
    const { generation } = this;
    const lane = batch.partition;
    await this.deps.events.batch({
      lane,
      first: Number(batch.firstOffset()),
      records: batch.messages.map(toLogRecord),
      resolve: (next) => {
        if (generation === this.generation && this.lanes.includes(lane))
          this.deps.lag.note(lane, next, commitOffsetsIfNecessary);
      },
    });
    this.running.delete(lane);
    this.fetchAgain(lane);
  }

  private fetchAgain(lane: LaneNumber): void {
    if (!this.open || this.held.has(lane) || this.running.has(lane)) return;
    this.deps.consumer.resume([{ topic: this.deps.topic, partitions: [lane] }]);
  }
}
