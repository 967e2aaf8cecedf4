import type { Pool } from 'pg';
import type { TopicName } from '#contracts';
import { createLanePool } from '../../store/postgres/lane-pool.js';
import { within } from '../../within.js';
import type { Log, LogEvents, Publishable, Subscription } from '../log.js';
import { LogError } from '../log-error.js';
import type { SendBy } from '../send-by.js';
import { append } from './append.js';
import { Looks } from './looks.js';
import type { PostgresLogOptions } from './options.js';
import { keepShort } from './retention.js';
import { PostgresSubscription } from './subscription.js';
import { prepareTables } from './tables.js';
import { WakeUps } from './wake-ups.js';

const CONNECTIONS = 6;
const CLOSE_WITHIN_MS = 2_000;

/**
 * The log of a single machine, in its Postgres. A position comes from the lane's head row, locked until commit: a sequence
 * would let position 2 be seen before 1, and a reader skip 1.
 */
export class PostgresLog implements Log {
  readonly lanes: number;
  private readonly pool: Pool;
  private readonly wakeUps: WakeUps;
  private readonly looks: Looks;
  private readonly subscriptions = new Set<PostgresSubscription>();
  private endRetention: (() => Promise<void>) | undefined;
  private closed: Promise<void> | undefined;

  constructor(private readonly options: PostgresLogOptions) {
    this.lanes = options.lanes;
    this.pool = createLanePool(options.databaseUrl, { max: CONNECTIONS });
    this.wakeUps = new WakeUps(options.databaseUrl, options.clock);
    this.looks = new Looks(this.pool, options.clock);
  }

  async publish(records: readonly Publishable[], sendBy: SendBy) {
    try {
      if (records.length > 0) await append(this.pool, this.options.clock, records, sendBy);
      return { acknowledged: new Set(records.map(({ id }) => id)), error: undefined };
    } catch (error) {
      if (error instanceof LogError) return { acknowledged: new Set<string>(), error };
      throw error;
    }
  }

  async subscribe(topic: TopicName, group: string, events: LogEvents): Promise<Subscription> {
    const { options, pool, wakeUps, looks } = this;
    const subscription = new PostgresSubscription({ options, pool, wakeUps, looks, topic, group, events });
    this.subscriptions.add(subscription);
    this.endRetention ??= keepShort(pool, options);
    await subscription.start();
    return subscription;
  }

  async prepare(topics: readonly TopicName[]): Promise<void> {
    await prepareTables(this.pool, topics, this.lanes);
  }

  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async end(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop(0)));
    this.looks.close();
    const ended = [this.endRetention?.() ?? Promise.resolve(), this.wakeUps.close(), this.pool.end()];
    await within(this.options.clock, CLOSE_WITHIN_MS, Promise.all(ended));
  }
}
