import type { TopicName } from '#contracts';
import type { Clock } from '../../clock.js';
import type { LaneNumber, LogEvents, LogRecord, Offset, Subscription } from '../log.js';
import { offsetOutOfRange } from '../log-error.js';
import type { MemoryBroker } from './broker.js';
import type { Assignment, Group } from './group.js';

/** Where one lane reads on. A generation makes new ones, so that a fetch of an older one finds itself outdated. */
type Cursor = { position: Offset; seeks: number };
/** One lane of a fetch, with how often it had been sought when it was asked for. */
type Fetch = { lane: LaneNumber; cursor: Cursor; seeks: number };

/** One member of a group: joins, says it is there, fetches, hands over, and joins again when the group rebalances. */
export class Member implements Subscription {
  private readonly group: Group;
  private generation = 0;
  private cursors = new Map<LaneNumber, Cursor>();
  private readonly paused = new Set<LaneNumber>();
  /** Lanes whose batch is being taken in; the next fetch of the lane waits for it, that of the others does not. */
  private readonly running = new Map<LaneNumber, Promise<void>>();
  private heardAt = 0;
  private ended = false;
  private wake: () => void = () => {};
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly broker: MemoryBroker,
    private readonly topic: TopicName,
    group: string,
    private readonly clock: Clock,
    private readonly events: LogEvents,
    private readonly onEnd: () => void,
  ) {
    this.group = broker.group(topic, group);
  }

  /** Resolves when the first generation is there. */
  async start(): Promise<void> {
    await this.join();
    this.loop = this.poll();
  }

  seek(lane: LaneNumber, offset: Offset): void {
    const cursor = this.cursors.get(lane);
    if (!cursor) return;
    cursor.position = offset;
    cursor.seeks += 1;
    this.wake();
  }

  pause(lane: LaneNumber): void {
    this.paused.add(lane);
  }

  resume(lane: LaneNumber): void {
    this.paused.delete(lane);
    this.wake();
  }

  async ends(lanes: readonly LaneNumber[]) {
    await this.hop();
    const ends = lanes.map((lane) => {
      const { first, end } = this.broker.partition(this.topic, lane);
      return [lane, { first, end }] as const;
    });
    await this.hop();
    return new Map(ends);
  }

  lastHeartbeat(): number {
    return this.heardAt;
  }

  async stop(deadlineMs: number): Promise<void> {
    this.end();
    const timer = new Promise<void>((resolve) => this.clock.after(deadlineMs, resolve));
    await Promise.race([Promise.all([this.loop, ...this.running.values()]), timer]);
    this.group.leave(this);
  }

  fail(error: Error): void {
    if (this.ended) return;
    this.end();
    this.group.leave(this);
    this.events.failed(error);
  }

  private end(): void {
    this.ended = true;
    this.onEnd();
    this.wake();
  }

  private async poll(): Promise<void> {
    while (!this.ended) {
      if (await this.heartbeat()) await this.fetch();
      else if (!this.ended) await this.join();
    }
  }

  private async join(): Promise<void> {
    const sentAt = this.clock.monotonic();
    const assignment = await new Promise<Assignment>((resolve) => {
      this.broker.options.clock.after(this.broker.options.hopMs, () =>
        this.group.join(this, (answer) => this.clock.after(this.broker.options.hopMs, () => resolve(answer))),
      );
    });
    if (this.ended) return this.group.leave(this);
    this.heardAt = Math.max(this.heardAt, sentAt);
    this.generation = assignment.generation;
    this.cursors = new Map(assignment.lanes.map((lane) => [lane, { position: this.startOf(lane), seeks: 0 }]));
    for (const lane of this.paused) if (!this.cursors.has(lane)) this.paused.delete(lane);
    this.events.assigned(assignment.lanes, this);
  }

  private startOf(lane: LaneNumber): Offset {
    return this.group.offsets.get(lane) ?? this.broker.partition(this.topic, lane).first;
  }

  /** False once the group has moved on without this member, or waits for it to join again. */
  private async heartbeat(): Promise<boolean> {
    const sentAt = this.clock.monotonic();
    if (sentAt < this.heardAt + this.broker.options.heartbeatMs) return true;
    await this.hop();
    const standing = this.group.heartbeat(this);
    await this.hop();
    if (standing === 'member') this.heardAt = sentAt;
    return standing === 'member';
  }

  private async fetch(): Promise<void> {
    const asked = [...this.cursors].filter(([lane]) => !this.paused.has(lane) && !this.running.has(lane));
    const fetches = asked.map(([lane, cursor]) => ({ lane, cursor, seeks: cursor.seeks }));
    await this.recordsOrWait(asked);
    for (const fetch of fetches) {
      if (this.outdated(fetch)) continue;
      this.events.fetched(fetch.lane);
      this.deliver(fetch);
    }
  }

  private outdated({ lane, cursor, seeks }: Fetch): boolean {
    return this.ended || this.cursors.get(lane) !== cursor || cursor.seeks !== seeks || this.paused.has(lane);
  }

  /** Ends when one of the lanes has records, when the wait is over, or when what is to be fetched has changed. */
  private recordsOrWait(asked: readonly (readonly [LaneNumber, Cursor])[]): Promise<void> {
    const partitions = asked.map(([lane, cursor]) => ({ ...cursor, of: this.broker.partition(this.topic, lane) }));
    const { hopMs, maxWaitMs } = this.broker.options;
    return new Promise((resolve) => {
      const wake = () => {
        for (const stop of stops) stop();
        this.clock.after(hopMs, resolve);
      };
      const stops = [
        this.clock.after(partitions.some(({ of, position }) => of.end > position) ? 0 : maxWaitMs, wake),
        ...partitions.map(({ of }) => of.onAppend(wake)),
      ];
      this.wake = wake;
    });
  }

  private deliver(fetch: Fetch): void {
    const { lane, cursor } = fetch;
    const partition = this.broker.partition(this.topic, lane);
    const { first, end } = partition;
    const { position } = cursor;
    if (position < first || position > end)
      return this.fail(offsetOutOfRange({ topic: this.topic, lane, position, first, end }));
    if (position === end) return;
    const { delayMs = 0, backBy = 0 } = this.broker.options.faults.fetch?.(this.topic, lane) ?? {};
    const records = partition.read(Math.max(first, position - backBy), this.broker.options.batchLimit);
    this.running.set(lane, this.handOver(fetch, records, delayMs));
  }

  private async handOver(fetch: Fetch, records: readonly LogRecord[], delayMs: number): Promise<void> {
    const { lane, cursor } = fetch;
    const { generation } = this;
    if (delayMs > 0) await new Promise<void>((done) => this.clock.after(delayMs, done));
    const first = records[0]?.offset;
    if (first !== undefined && !this.outdated(fetch)) {
      cursor.position = first + records.length;
      const resolve = (next: Offset) => {
        if (generation === this.generation && !this.ended) this.group.offsets.set(lane, next);
      };
      await this.events.batch({ lane, first, records, resolve });
    }
    this.running.delete(lane);
    this.wake();
  }

  private hop(): Promise<void> {
    return new Promise((resolve) => {
      this.broker.options.clock.after(this.broker.options.hopMs, () => this.clock.after(0, resolve));
    });
  }
}
