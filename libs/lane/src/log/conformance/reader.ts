import type { LaneNumber, Log, LogBatch, LogEvents, LogRecord, Subscription } from '../log.js';
import { TOPIC } from './records.js';

type Answers = {
  /** Called within `assigned`, as an engine would seek and pause there. */
  onAssigned?: (subscription: Subscription, lanes: readonly LaneNumber[]) => void;
  /** What the reader does before a batch counts as taken in. */
  onBatch?: (batch: LogBatch) => Promise<void>;
};

/** Reads a topic and remembers all it is told. */
export class Reader implements LogEvents {
  readonly assignments: (readonly LaneNumber[])[] = [];
  readonly records: (LogRecord & { lane: LaneNumber })[] = [];
  readonly fetches: LaneNumber[] = [];
  readonly errors: Error[] = [];
  private joined: Subscription | undefined;

  constructor(private readonly answers: Answers = {}) {}

  async join(log: Log, group = 'readers'): Promise<this> {
    this.joined = await log.subscribe(TOPIC, group, this);
    return this;
  }

  get subscription(): Subscription {
    if (!this.joined) throw new Error('the reader has not joined');
    return this.joined;
  }

  get lanes(): readonly LaneNumber[] {
    return this.assignments.at(-1) ?? [];
  }

  values(lane?: LaneNumber): string[] {
    return this.records.filter((it) => lane === undefined || it.lane === lane).map(({ value }) => value.toString());
  }

  assigned(lanes: readonly LaneNumber[], subscription: Subscription): void {
    this.assignments.push(lanes);
    this.answers.onAssigned?.(subscription, lanes);
  }

  async batch(batch: LogBatch): Promise<void> {
    await this.answers.onBatch?.(batch);
    this.records.push(...batch.records.map((it) => ({ ...it, lane: batch.lane })));
    batch.resolve(batch.first + batch.records.length);
  }

  fetched(lane: LaneNumber): void {
    this.fetches.push(lane);
  }

  failed(error: Error): void {
    this.errors.push(error);
  }
}
