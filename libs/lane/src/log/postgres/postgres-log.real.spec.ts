import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import { systemClock, type Clock } from '../../clock.js';
import { numbered, put, Reader, record, soon } from '../conformance/index.js';
import { TOPIC } from '../conformance/records.js';
import { PostgresLog, type PostgresLogOptions } from './index.js';

const { url } = await postgres();

describe('the Postgres log', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pool: Pool;
  let logs: PostgresLog[];

  const open = (options: Partial<PostgresLogOptions> = {}) => {
    const logger = { warn() {}, error() {} };
    const log = new PostgresLog({ databaseUrl: database.url, lanes: 4, clock: systemClock, logger, ...options });
    logs.push(log);
    return log;
  };
  const ready = async (options: Partial<PostgresLogOptions> = {}) => {
    const log = open(options);
    await log.prepare([TOPIC]);
    return log;
  };
  const stored = async () => (await pool.query('SELECT lane, "offset" FROM log_record ORDER BY 1, 2')).rows;

  beforeEach(async () => {
    database = await freshDatabase(url);
    pool = new Pool({ connectionString: database.url });
    logs = [];
  });
  afterEach(async () => {
    await Promise.all(logs.map((log) => log.close()));
    await pool.end();
    await database.drop();
  });

  it('shows no position before those under it are there', async () => {
    const log = await ready();
    const reader = await new Reader().join(log);
    const slow = await pool.connect();
    await slow.query('BEGIN');
    await slow.query(`UPDATE log_head SET next_offset = next_offset + 1 WHERE topic = $1 AND lane = 0`, [TOPIC]);
    const overtaking = log.publish([record(0, 'second')], soon());
    await until(async () => {
      const { rows } = await pool.query(`SELECT 1 FROM pg_locks WHERE NOT granted`);
      return rows.length > 0;
    });
    expect(await stored()).toEqual([]);
    await slow.query(
      `INSERT INTO log_record (topic, lane, "offset", id, key, value) VALUES ($1, 0, 0, 'first', 'k', 'first')`,
      [TOPIC],
    );
    await slow.query('COMMIT');
    slow.release();
    await overtaking;
    await until(() => reader.records.length === 2);
    expect(reader.values(0)).toEqual(['first', 'second']);
  });

  it('locks the heads of its lanes in ascending order, so that two publishers never wait for each other', async () => {
    const log = await ready();
    const blocker = await pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM log_head WHERE topic = $1 AND lane = 0 FOR UPDATE', [TOPIC]);
    const across = log.publish(
      [3, 2, 1, 0].map((lane) => record(lane, `across ${lane}`)),
      soon(),
    );
    await until(async () => (await pool.query(`SELECT 1 FROM pg_locks WHERE NOT granted`)).rows.length > 0);
    const own = [1, 2, 3].map((lane) => log.publish([record(lane, `own ${lane}`)], soon()));
    for (const { acknowledged } of await Promise.all(own)) expect(acknowledged.size).toBe(1);
    await blocker.query('COMMIT');
    blocker.release();
    expect((await across).acknowledged.size).toBe(4);
  });

  it('sends no commit once the time to send has passed', async () => {
    let ahead = 0;
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + ahead };
    const log = await ready({ clock });
    const blocker = await pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM log_head FOR UPDATE');
    const answer = log.publish([record(0, 'late')], soon());
    await until(async () => (await pool.query(`SELECT 1 FROM pg_locks WHERE NOT granted`)).rows.length > 0);
    ahead = 120_000;
    await blocker.query('COMMIT');
    blocker.release();
    expect(await answer).toMatchObject({ acknowledged: new Set(), error: { kind: 'too-late' } });
    expect(await stored()).toEqual([]);
  });

  it('goes on by itself after every connection was ended', async () => {
    const said: string[] = [];
    const log = await ready({ logger: { warn: (_, text) => void said.push(text), error() {} } });
    const reader = await new Reader().join(log);
    await put(log, [record(0, 'before')]);
    await until(() => reader.records.length === 1);
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await until(async () => (await log.publish([record(0, 'after')], soon())).acknowledged.size === 1);
    await until(() => reader.values(0).includes('after'));
    await until(async () => {
      const { rows } = await pool.query(`SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN %'`);
      return rows.length > 0;
    });
    expect(reader.errors).toEqual([]);
    expect(said.filter((text) => text === 'log: the database does not answer').length).toBeLessThanOrEqual(1);
  });

  it('deletes old records that were taken in, and no others', async () => {
    const log = await ready({ retentionMs: 60_000, retentionEveryMs: 20 });
    await put(log, [...numbered(0, 10), ...numbered(1, 10)]);
    const reader = await new Reader({ onAssigned: (it) => it.pause(1) }).join(log);
    await until(() => reader.values(0).length === 10);
    await pool.query(`UPDATE log_record SET at = now() - interval '2 minutes' WHERE "offset" < 7`);
    await until(async () => (await stored()).length === 13);
    const { rows } = await pool.query(
      `SELECT lane, min("offset")::int AS first, count(*)::int AS kept FROM log_record GROUP BY lane ORDER BY lane`,
    );
    expect(rows).toEqual([
      { lane: 0, first: 7, kept: 3 },
      { lane: 1, first: 0, kept: 10 },
    ]);
    expect((await reader.subscription.ends([0])).get(0)).toEqual({ first: 7, end: 10 });
  });

  it('fails loudly when records were deleted that a lane has not read', async () => {
    const log = await ready();
    await put(log, numbered(0, 10));
    await pool.query(`DELETE FROM log_record WHERE "offset" < 6`);
    const reader = await new Reader({ onAssigned: (it) => it.seek(0, 2) }).join(log);
    await until(() => reader.errors.length > 0);
    expect(reader.errors).toMatchObject([{ kind: 'offset-out-of-range' }]);
    expect(reader.records).toEqual([]);
  });

  it('says that nothing was taken when a topic was not prepared', async () => {
    const log = await ready();
    const answer = await log.publish([record(0, 'x', { topic: 'tracker-work' })], soon());
    expect(answer).toMatchObject({ acknowledged: new Set(), error: { kind: 'refused' } });
  });

  it('names the way out when a topic has another number of lanes', async () => {
    await ready();
    await expect(open({ lanes: 8 }).prepare([TOPIC])).rejects.toMatchObject({
      kind: 'lanes-differ',
      message: expect.stringContaining('Set LANES=4; or, to change it, let every lane drain'),
    });
  });
});
