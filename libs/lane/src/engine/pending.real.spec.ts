import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { toBytes } from '#contracts';
import { migrate } from '#correlation/schema';
import { silent } from '#telemetry';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import { systemClock } from '../clock.js';
import { PostgresLog } from '../log/postgres/index.js';
import { spawnProcess } from './rehearsal/spawn-process.js';
import { word } from './rehearsal/two-stages.js';

/** By hand, with as many as you like: see docs/BENCHMARKS.md. */
const COUNT = Number(process.env['RELAYDESK_PENDING'] ?? 12_000);
const PEOPLE = Math.ceil(COUNT / 50);
const HEAP_MB = 112;
const END = ` ${'word '.repeat(40)}`;
const DATABASE = await postgres();
const ALL_MS = 60_000 + COUNT * 10;

type Lane = { state: string; work: number; windows: number; unpublished: number };
type Said = { collects?: Lane; does?: Lane; done: number; swapped: string[]; mostMb: number };

describe('a lane with more pending than its process may hold', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pool: Pool;
  let child: ReturnType<typeof spawnProcess<Said>>;

  beforeEach(async () => {
    database = await freshDatabase(DATABASE.url);
    await migrate(database.url, { lanes: 1 });
    pool = new Pool({ connectionString: database.url, max: 2 });
  });
  afterEach(async () => {
    await child.kill();
    await pool.end();
    await database.drop();
  });

  function start(...may: string[]): void {
    child = spawnProcess<Said>('./pending-process.ts', [database.url, ...may], [`--max-old-space-size=${HEAP_MB}`]);
  }

  /** Everyone writes a word every ten seconds; all of it is in the log before anybody reads. */
  async function write(): Promise<void> {
    const log = new PostgresLog({ databaseUrl: database.url, lanes: 1, clock: systemClock, logger: silent });
    await log.prepare(['session-events', 'deliveries']);
    const began = Date.now() - 7 * 86_400_000;
    for (let i = 0; i < COUNT; i += 1_000) {
      const records = Array.from({ length: Math.min(1_000, COUNT - i) }, (_, j) => {
        const n = 1 + Math.floor((i + j) / PEOPLE);
        const record = word(`person${(i + j) % PEOPLE}`, n, began + n * 10_000, END);
        return { ...toBytes(record), id: record.id, topic: record.topic, lane: 0 };
      });
      const { error } = await log.publish(records, { wall: Infinity, monotonic: Infinity });
      if (error) throw error;
    }
    await log.close();
  }

  async function rows(table: string): Promise<number> {
    const { rows: counted } = await pool.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
    return Number(counted[0]?.count);
  }

  async function offset(topic: string): Promise<number> {
    const { rows: found } = await pool.query('SELECT next_offset FROM lane WHERE topic = $1', [topic]);
    return Number(found[0]?.next_offset);
  }

  /** A child that has ended brings nothing about any more. */
  async function whileItLives(holds: () => Promise<boolean> | boolean): Promise<void> {
    await until(async () => child.exited() || (await holds()), { within: ALL_MS, every: 250 });
    expect(child.exited()).toBe(false);
  }
  /** For three seconds nothing has come in. */
  const standsStill = () => {
    const last = child.lines.slice(-12);
    const unpublished = new Set(last.map(({ collects }) => collects?.unpublished));
    return last.length === 12 && unpublished.size === 1 && (child.last()?.collects?.unpublished ?? 0) > 0;
  };

  /** As much work, from everyone in turn, lies there from before. */
  async function leave(): Promise<void> {
    await pool.query(
      `INSERT INTO work (topic, lane, id, seq, kind, order_key, endpoint, effect, body, born_at, due_at, state, attempt, tries)
       SELECT 'deliveries', 0, 'work ' || i, i + 1, 'say', 'person' || i % $2, 'outside', true,
         to_json('person' || i % $2 || ':' || 1 + i / $2 || $3::text), $4::bigint, $4::bigint, 'ready', 0, 0
       FROM generate_series(0, $1::int - 1) AS i`,
      [COUNT, PEOPLE, END, Date.now()],
    );
    await pool.query(`UPDATE lane SET next_seq = $1 WHERE topic = 'deliveries'`, [COUNT + 1]);
  }

  function expectBounded(): void {
    const { mostMb = Infinity } = child.last() ?? {};
    if (process.env['RELAYDESK_PENDING']) process.stderr.write(`${COUNT} pending: at most ${mostMb} MB resident\n`);
    expect(mostMb).toBeLessThan(512);
  }

  it(
    'takes in what it can publish, stands still when that is nothing, and goes on until all is through',
    async () => {
      await write();
      start();
      await whileItLives(standsStill);
      expect(await offset('session-events')).toBeLessThan(COUNT);
      expect(await rows('outbox')).toBeLessThan(5_000);
      child.tell('publish');
      await whileItLives(async () => (await offset('deliveries')) === COUNT);
      expect(await rows('work')).toBe(COUNT);
      expectBounded();
    },
    3 * ALL_MS,
  );

  it(
    'recovers with all the work there is, and does it in order',
    async () => {
      await leave();
      start('work');
      await whileItLives(() => child.last()?.done === COUNT);
      expect(child.last()?.swapped).toEqual([]);
      expectBounded();
    },
    3 * ALL_MS,
  );
});
