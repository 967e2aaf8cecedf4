import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { TOPIC_NAMES, type TopicName } from '#contracts';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import { systemClock } from '../../clock.js';
import { createLanePool } from '../../store/postgres/lane-pool.js';
import { put, Reader, record } from '../conformance/index.js';
import { PostgresLog } from './index.js';
import { Looks } from './looks.js';
import { PostgresSubscription } from './subscription.js';
import { WakeUps } from './wake-ups.js';

const { url } = await postgres();
const options = { lanes: 4, clock: systemClock, logger: { warn() {}, error() {} } };
const TOPIC = 'deliveries';

describe('readers at rest', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pool: Pool;
  let asked: string[];
  let wakeUps: WakeUps;
  let looks: Looks;
  let subscriptions: PostgresSubscription[];
  let log: PostgresLog;

  beforeEach(async () => {
    database = await freshDatabase(url);
    log = new PostgresLog({ ...options, databaseUrl: database.url });
    await log.prepare(TOPIC_NAMES);
    asked = [];
    pool = createLanePool(database.url);
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((...args: unknown[]) => {
        asked.push((args[0] as { name: string }).name);
        return query(...args);
      }) as typeof client.query;
    });
    wakeUps = new WakeUps(database.url, systemClock);
    looks = new Looks(pool, systemClock);
    subscriptions = [];
  });
  afterEach(async () => {
    await Promise.all(subscriptions.map((subscription) => subscription.stop(0)));
    looks.close();
    await Promise.all([wakeUps.close(), pool.end(), log.close()]);
    await database.drop();
  });

  const asking = (name: string) => asked.filter((one) => one === name).length;
  async function read(topic: TopicName, reader: Reader): Promise<Reader> {
    const deps = { options: { ...options, databaseUrl: database.url }, pool, wakeUps, looks, topic, group: 'readers' };
    const subscription = new PostgresSubscription({ ...deps, events: reader });
    subscriptions.push(subscription);
    await subscription.start();
    return reader;
  }
  const fetchesOf = ({ fetches }: Reader) => fetches.filter((lane) => lane === 0).length;

  it('ask by one statement, however many they are, and read nothing', async () => {
    const readers = await Promise.all(TOPIC_NAMES.map((topic) => read(topic, new Reader())));
    await until(() => readers.every((reader) => fetchesOf(reader) > 3));
    expect(asking('log.read')).toBe(TOPIC_NAMES.length);
    expect(asking('log.heads')).toBeLessThanOrEqual(Math.max(...readers.map(fetchesOf)));
  });

  it('find what nobody called out', async () => {
    const reader = await read(TOPIC, new Reader());
    await until(() => fetchesOf(reader) > 0);
    await pool.query(`
      WITH head AS (UPDATE log_head SET next_offset = 1 WHERE topic = '${TOPIC}' AND lane = 2)
      INSERT INTO log_record (topic, lane, "offset", id, key, value) VALUES ('${TOPIC}', 2, 0, 'quiet', 'k', 'quiet')`);
    await until(() => reader.values(2).length > 0);
    expect(reader.values(2)).toEqual(['quiet']);
  });

  it('do not wait for a look where something is called out', async () => {
    const reader = await read(TOPIC, new Reader());
    looks.close();
    await until(async () => {
      const { rows } = await pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()`,
      );
      return rows.length > 0;
    });
    await put(log, [record(1, 'loud')]);
    await until(() => reader.values(1).length > 0);
    expect(asking('log.heads')).toBeLessThanOrEqual(1);
  });

  it('tell the group where they are, also where nothing comes after', async () => {
    const reader = await read(TOPIC, new Reader());
    for (const id of ['one', 'two', 'three']) {
      await put(log, [record(0, id)]);
      await until(() => reader.values(0).includes(id));
    }
    await until(async () => {
      const { rows } = await pool.query(`SELECT next_offset::int AS told FROM log_group WHERE topic = '${TOPIC}'`);
      return rows.some(({ told }) => told === 3);
    });
  });

  it('are fetched in no lane that is paused, and in the others though it lags', async () => {
    await put(log, [record(3, 'kept')]);
    const reader = await read(TOPIC, new Reader({ onAssigned: (it) => it.pause(3) }));
    await until(() => fetchesOf(reader) > 3);
    expect(reader.fetches).not.toContain(3);
    expect(asking('log.read')).toBe(1);
  });
});
