import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { claim, command, decision, desk, intent, issue, TRACKER } from '../conformance/fixtures.js';
import { correlationSide, forgetFinished, keepHouse, rollInbox } from '../index.js';
import { migrate } from '../schema/index.js';

const DAY = 86_400_000;
const server = await postgres();
let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: Client;

beforeEach(async () => {
  database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 1 });
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const ids = async () => (await client.query('SELECT id FROM inbox ORDER BY id')).rows.map((row) => row.id);

/** A partition as it was rolled `daysAgo` days ago, with one id in it. */
async function takenIn(id: string, daysAgo: number): Promise<void> {
  const { rows } = await client.query(
    `SELECT to_char(d, '"inbox_"YYYYMMDD') AS name, d::text AS day, (d + 1)::text AS next
     FROM (SELECT (now() AT TIME ZONE 'utc')::date - $1::int AS d) AS d`,
    [daysAgo],
  );
  const { name, day, next } = rows[0];
  await client.query(`CREATE TABLE IF NOT EXISTS ${name} PARTITION OF inbox FOR VALUES FROM ('${day}') TO ('${next}')`);
  await client.query(`INSERT INTO inbox (topic, lane, day, id) VALUES ('t', 0, $1, $2)`, [day, id]);
}

it('the inbox keeps its days whole and drops those past its retention', async () => {
  await takenIn('nine days', 9);
  await takenIn('eight days', 8);
  await takenIn('today', 0);
  await rollInbox(client, { keepDays: 8 });
  expect(await ids()).toEqual(['eight days', 'today']);
});

it('several nodes may roll the inbox at once, and one that cannot get at it leaves it for later', async () => {
  await takenIn('nine days', 9);
  const lane = new Client({ connectionString: database.url });
  await lane.connect();
  await lane.query('BEGIN');
  await lane.query('SELECT FROM inbox');
  await expect(rollInbox(client)).rejects.toThrow('lock timeout');
  await lane.query('ROLLBACK');
  await Promise.all([rollInbox(client), rollInbox(lane)].map((rolling) => rolling.catch(() => undefined)));
  await lane.end();
  expect(await ids()).toEqual([]);
});

it('decisions go after a fortnight, settled writes after ninety days, open ones never', async () => {
  const writes = correlationSide.apply([
    { kind: 'decision', row: decision('old', { at: Date.now() - 15 * DAY }) },
    { kind: 'decision', row: decision('new', { at: Date.now() }) },
    { kind: 'intent', row: intent('open') },
    { kind: 'intent', row: intent('settled', { open: false }) },
    { kind: 'claim', row: claim('journal/1', 'settled') },
  ]);
  for (const write of writes) await client.query(write);
  const reads = correlationSide.reads(client);

  await forgetFinished(client);
  expect((await reads.decisions(desk, issue('4318'))).map((row) => row.change)).toEqual(['new']);
  expect(await reads.claims([{ tracker: TRACKER, item: 'journal/1' }])).toHaveLength(1);

  await forgetFinished(client, { now: Date.now() + 91 * DAY });
  expect(await reads.claims([{ tracker: TRACKER, item: 'journal/1' }])).toEqual([]);
  const { rows } = await client.query('SELECT command FROM write_intent');
  expect(rows).toEqual([{ command: command('open') }]);
});

it('keeping house does both, and gives its connection back even where it fails', async () => {
  const pool = new Pool({ connectionString: database.url, max: 1 });
  await takenIn('nine days', 9);
  await keepHouse(pool);
  expect(await ids()).toEqual([]);
  await client.query('DROP TABLE decision');
  await expect(keepHouse(pool)).rejects.toThrow('decision');
  expect(pool.totalCount).toBe(0);
  await pool.end();
});
