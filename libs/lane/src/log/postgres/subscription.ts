import type { Pool } from 'pg';
import { within } from '../../within.js';
import { LaneCursors, type LaneFetch } from '../lane-cursors.js';
import type { LaneNumber, LogEvents, LogRecord, Offset, Subscription } from '../log.js';
import { offsetOutOfRange, type LogError } from '../log-error.js';
import { outOfRange } from '../out-of-range.js';
import type { Look, Looks } from './looks.js';
import type { PostgresLogOptions } from './options.js';
import { readEnds, readRecords, readStarts, tellGroup, type EndsRow, type RecordRow } from './statements.js';
import type { WakeUps } from './wake-ups.js';

const PAGE = { limit: 500, bytes: 4_000_000 };
/** How often the group is told how far its lanes are. Only lag and retention go by it. */
const TELL_EVERY_MS = 1_000;
const TELL_WITHIN_MS = 1_000;

type Deps = {
  options: PostgresLogOptions;
  pool: Pool;
  wakeUps: WakeUps;
  looks: Looks;
  topic: string;
  group: string;
  events: LogEvents;
};

/** The one reader of a topic on a single machine: it has every lane from the start, and no generation follows. */
export class PostgresSubscription implements Subscription {
  private readonly cursors = new LaneCursors(() => this.wake());
  private readonly taken = new Map<LaneNumber, Offset>();
  private heardAt = -Infinity;
  private toldAt = -Infinity;
  private ended = false;
  private waked = false;
  private rise: () => void = () => {};
  private loop: Promise<void> = Promise.resolve();
  private troubled = false;
  private unhear: () => void = () => {};

  constructor(private readonly deps: Deps) {}

  async start(): Promise<void> {
    const { pool, topic, group, events } = this.deps;
    const { rows } = await pool.query<{ lane: number; start: string }>(readStarts(topic, group));
    this.heardAt = this.deps.options.clock.monotonic();
    this.cursors.assign(new Map(rows.map(({ lane, start }) => [lane, Number(start)])));
    events.assigned(
      rows.map(({ lane }) => lane),
      this,
    );
    this.unhear = this.deps.wakeUps.on((named) => named === topic && this.wake());
    this.loop = this.look();
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
    const { pool, topic } = this.deps;
    const before = new Map(lanes.map((lane) => [lane, this.cursors.position(lane)]));
    const { rows } = await pool.query<EndsRow>(readEnds(topic, lanes));
    const ends = new Map(rows.map(({ lane, first, end }) => [lane, { first: Number(first), end: Number(end) }]));
    for (const [lane, range] of ends) {
      const now = this.cursors.position(lane);
      const missing = outOfRange({ topic, lane, ...range, before: before.get(lane), now });
      if (missing) this.fail(missing);
    }
    return ends;
  }

  /** This log is in the database, and goes back with it. */
  async told() {
    return undefined;
  }

  lastHeartbeat(): number {
    return this.heardAt;
  }

  async stop(deadlineMs: number): Promise<void> {
    const { clock } = this.deps.options;
    this.ended = true;
    this.unhear();
    this.wake();
    await within(clock, deadlineMs, Promise.all([this.loop, this.cursors.drained()]));
    await within(clock, TELL_WITHIN_MS, this.tell());
  }

  /** There may be something new to fetch. */
  private wake(): void {
    this.waked = true;
    this.rise();
  }

  private async look(): Promise<void> {
    while (!this.ended) {
      this.waked = false;
      await this.fetch();
      if (this.toldAt + TELL_EVERY_MS <= this.deps.options.clock.monotonic()) await this.tell();
      if (!this.waked && !this.ended) await this.rest();
    }
  }

  /** Until there may be something to fetch or to tell: somebody says so, or a look finds it. */
  private async rest(): Promise<void> {
    const risen = new Promise<void>((resolve) => (this.rise = resolve));
    const unlook = this.deps.looks.on(this.deps.topic, (look) => this.looked(look));
    await risen;
    unlook();
  }

  /** Where every lane is at its end, a look is as good as a fetch that finds nothing. */
  private looked({ ends, askedAt }: Look): void {
    const fetches = this.cursors.fetchable();
    const nothingNew = ends && fetches.every(({ lane, from }) => ends[lane] === String(from));
    if (!nothingNew || this.troubled || this.taken.size > 0) return this.wake();
    this.heardAt = askedAt;
    for (const { lane } of fetches) this.deps.events.fetched(lane);
  }

  private async fetch(): Promise<void> {
    const { clock } = this.deps.options;
    const fetches = this.cursors.fetchable();
    const sentAt = clock.monotonic();
    const rows = await this.trying((pool) =>
      pool.query<RecordRow>(readRecords(this.deps.topic, fetches, PAGE)).then((result) => result.rows),
    );
    if (!rows) return;
    this.heardAt = sentAt;
    const records = Map.groupBy(rows, ({ lane }) => lane);
    for (const fetch of fetches) {
      if (this.ended || !this.cursors.stillWanted(fetch)) continue;
      this.deps.events.fetched(fetch.lane);
      this.handOver(fetch, (records.get(fetch.lane) ?? []).map(toLogRecord));
    }
  }

  private handOver(fetch: LaneFetch, records: readonly LogRecord[]): void {
    const { lane, from } = fetch;
    const first = records[0]?.offset;
    if (first === undefined) return;
    const next = first + records.length;
    if (first !== from)
      return this.fail(offsetOutOfRange({ topic: this.deps.topic, lane, position: from, first, end: next }));
    const resolve = (taken: Offset) => void this.taken.set(lane, taken);
    this.cursors.takeIn(fetch, next, () => this.deps.events.batch({ lane, first, records, resolve }));
  }

  private async tell(): Promise<void> {
    this.toldAt = this.deps.options.clock.monotonic();
    if (this.taken.size === 0) return;
    const told = new Map(this.taken);
    this.taken.clear();
    await this.trying((pool) => pool.query(tellGroup(this.deps.topic, this.deps.group, told)));
  }

  /** A database that is away is asked again at the next look; its coming and going is logged once. */
  private async trying<T>(ask: (pool: Pool) => Promise<T>): Promise<T | undefined> {
    const { options, pool, topic } = this.deps;
    try {
      const answer = await ask(pool);
      if (this.troubled) options.logger.warn({ topic }, 'log: the database answers again');
      this.troubled = false;
      return answer;
    } catch (error) {
      if (!this.troubled && !this.ended)
        options.logger.warn({ topic, err: error }, 'log: the database does not answer');
      this.troubled = true;
      this.waked = false;
      return undefined;
    }
  }

  /** Once, and nothing after it. */
  private fail(error: LogError): void {
    if (this.ended) return;
    this.ended = true;
    this.wake();
    this.deps.options.logger.error({ err: error, topic: this.deps.topic }, 'log: the reader is gone');
    this.deps.events.failed(error);
  }
}

const toLogRecord = ({ offset, key, value, trace }: RecordRow): LogRecord => ({
  offset: Number(offset),
  key,
  value,
  trace: trace ?? undefined,
});
