import type { TopicName } from '#contracts';
import type { Clock } from '../../clock.js';
import { within } from '../../within.js';
import { LaneCursors, type LaneFetch } from '../lane-cursors.js';
import type { LaneNumber, LogEvents, LogRecord, Offset, Subscription } from '../log.js';
import { outOfRange } from '../out-of-range.js';
import type { MemoryBroker } from './broker.js';
import type { Assignment, Group } from './group.js';

/** One member of a group: joins, says it is there, fetches, hands over, and joins again when the group rebalances. */
export class Member implements Subscription {
  private readonly group: Group;
  private readonly cursors = new LaneCursors(() => this.wake());
  private generation = 0;
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
    this.cursors.seek(lane, offset);
  }

  pause(lane: LaneNumber): void {
    this.cursors.pause(lane);
  }

  resume(lane: LaneNumber): void {
    this.cursors.resume(lane);
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

  async told(lane: LaneNumber) {
    await this.hop();
    return this.group.offsets.get(lane);
  }

  lastHeartbeat(): number {
    return this.heardAt;
  }

  async stop(deadlineMs: number): Promise<void> {
    this.end();
    await within(this.clock, deadlineMs, Promise.all([this.loop, this.cursors.drained()]));
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
    const { clock: world, hopMs } = this.broker.options;
    const assignment = await new Promise<Assignment>((resolve) => {
      world.after(hopMs, () => this.group.join(this, (answer) => this.clock.after(hopMs, () => resolve(answer))));
    });
    if (this.ended) return this.group.leave(this);
    this.heardAt = Math.max(this.heardAt, sentAt);
    this.generation = assignment.generation;
    this.cursors.assign(new Map(assignment.lanes.map((lane) => [lane, this.startOf(lane)])));
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
    const fetches = this.cursors.fetchable();
    await this.recordsOrWait(fetches);
    for (const fetch of fetches) {
      if (this.ended || !this.cursors.stillWanted(fetch)) continue;
      this.events.fetched(fetch.lane);
      this.read(fetch);
    }
  }

  /** Ends when one of the lanes has records, when the wait is over, or when what is to be fetched has changed. */
  private recordsOrWait(fetches: readonly LaneFetch[]): Promise<void> {
    const partitions = fetches.map(({ lane, from }) => ({ from, of: this.broker.partition(this.topic, lane) }));
    const { hopMs, maxWaitMs } = this.broker.options;
    return new Promise((resolve) => {
      const wake = () => {
        for (const stop of stops) stop();
        this.clock.after(hopMs, resolve);
      };
      const stops = [
        this.clock.after(partitions.some(({ of, from }) => of.end > from) ? 0 : maxWaitMs, wake),
        ...partitions.map(({ of }) => of.onAppend(wake)),
      ];
      this.wake = wake;
    });
  }

  private read(fetch: LaneFetch): void {
    const { lane, from } = fetch;
    const partition = this.broker.partition(this.topic, lane);
    const { first, end } = partition;
    const missing = outOfRange({ topic: this.topic, lane, first, end, before: from, now: from });
    if (missing) return this.fail(missing);
    if (from === end) return;
    const { delayMs = 0, backBy = 0 } = this.broker.options.faults.fetch?.(this.topic, lane) ?? {};
    const records = partition.read(Math.max(first, from - backBy), this.broker.options.batchLimit);
    const last = records.at(-1);
    if (last) this.cursors.takeIn(fetch, last.offset + 1, () => this.handOver(fetch, records, delayMs));
  }

  private async handOver(fetch: LaneFetch, records: readonly LogRecord[], delayMs: number): Promise<void> {
    const { lane } = fetch;
    const { generation } = this;
    if (delayMs > 0) await new Promise<void>((done) => this.clock.after(delayMs, done));
    const first = records[0]?.offset;
    if (first === undefined || this.ended || !this.cursors.stillWanted(fetch)) return this.forgo(fetch);
    const resolve = (next: Offset) => {
      if (generation === this.generation && !this.ended) this.group.offsets.set(lane, next);
    };
    await this.events.batch({ lane, first, records, resolve });
  }

  /** A batch that came too late to be wanted was not read: a lane that was only paused must get it again. */
  private forgo(fetch: LaneFetch): void {
    if (fetch.cursor.seeks === fetch.seeks) fetch.cursor.position = fetch.from;
  }

  private hop(): Promise<void> {
    return new Promise((resolve) => {
      this.broker.options.clock.after(this.broker.options.hopMs, () => this.clock.after(0, resolve));
    });
  }
}
