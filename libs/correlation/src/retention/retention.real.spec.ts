import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import { about, chat, claim, command, decision, desk, intent, issue, TRACKER } from '../conformance/fixtures.js';
import { correlationSide, keepHouse, type Retention, rollInbox } from '../index.js';
import { migrate } from '../schema/index.js';

const DAY = 86_400_000;
const server = await postgres();
let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: Client;
let pool: Pool;

beforeEach(async () => {
  database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 1 });
  client = new Client({ connectionString: database.url });
  await client.connect();
  pool = new Pool({ connectionString: database.url, max: 1 });
});
afterEach(async () => {
  await pool.end();
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

/** What is forgotten of what has served, where all goes well. */
async function forget(retention: Retention, now?: number) {
  const kept = await keepHouse(pool, retention, now);
  expect(kept?.failed).toEqual([]);
  return kept?.forgotten;
}

const KEEP = { deadLetterDays: 90, sessionDays: 365 };
const rowsOf = async (table: string) => (await client.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;

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

  expect(await forget(KEEP)).toMatchObject({ decisions: 1, intents: 0, claims: 0 });
  expect((await reads.decisions(desk, issue('4318'))).map((row) => row.change)).toEqual(['new']);
  expect(await reads.claims([{ tracker: TRACKER, item: 'journal/1' }])).toHaveLength(1);

  await forget(KEEP, Date.now() + 91 * DAY);
  expect(await reads.claims([{ tracker: TRACKER, item: 'journal/1' }])).toEqual([]);
  const { rows } = await client.query('SELECT command FROM write_intent');
  expect(rows).toEqual([{ command: command('open') }]);
});

/** Letters of this standing, given up so many days ago; the last thing that happened to them, where any did, so many days ago. */
async function letters(
  standing: string,
  count: number,
  daysAgo: number,
  decidedDaysAgo?: number,
  topic = 'deliveries',
): Promise<void> {
  const at = (days: number) => Date.now() - days * DAY;
  const history = [{ what: 'given-up', at: at(daysAgo) }];
  if (decidedDaysAgo !== undefined) history.push({ what: standing, at: at(decidedDaysAgo) });
  await client.query(
    `INSERT INTO dead_letter (topic, lane, id, key, cause, value, born_at, at, standing, history)
     SELECT $5, 0, gen_random_uuid(), 'k', 'failed', '', $2, $2, $3, $4 FROM generate_series(1, $1)`,
    [count, at(daysAgo), standing, JSON.stringify(history), topic],
  );
}

it('whose an item of the tracker is stays known while a letter is older that may be looked for there, and no longer', async () => {
  const writes = correlationSide.apply(['1', '2'].map((id) => ({ kind: 'claim', row: claim(id, id) })));
  for (const write of writes) await client.query(write);
  await client.query(`UPDATE claim SET at = $1 - item::bigint * $2::bigint * 100`, [Date.now(), DAY]);
  await letters('open', 1, 180);
  await letters('discarded', 1, 180, 0, 'tracker-work');
  await letters('replayed', 1, 90, 1, 'tracker-work');
  await letters('open', 1, 20, undefined, 'tracker-work');
  expect(await forget(KEEP)).toMatchObject({ claims: 1 });
  await client.query(`UPDATE dead_letter SET standing = 'discarded' WHERE standing = 'replayed'`);
  expect(await forget(KEEP)).toMatchObject({ claims: 0 });
  await client.query(`DELETE FROM dead_letter WHERE standing = 'open'`);
  expect(await forget(KEEP)).toMatchObject({ claims: 1 });
});

it('dead letters go so many days after they were decided about, counted, however many slices they are', async () => {
  await letters('discarded', 1_500, 60, 31);
  await letters('replayed', 1_000, 60, 31);
  await letters('replayed', 60, 60, 29);
  await letters('discarded', 40, 29, 28);
  expect(await forget({ ...KEEP, deadLetterDays: 30 })).toMatchObject({ deadLetters: 2_500 });
  expect(await rowsOf('dead_letter')).toBe(100);
});

it('dead letters that nobody has decided about stay, however old they are', async () => {
  await letters('open', 3, 400);
  await letters('replaying', 2, 400, 300);
  expect(await forget({ ...KEEP, deadLetterDays: 30 })).toMatchObject({ deadLetters: 0 });
  expect(await rowsOf('dead_letter')).toBe(5);
});

it('a letter whose replay was taken in is replayed, though its replay broke off; one whose record nobody saw is not', async () => {
  await letters('replaying', 3, 2, 1);
  await client.query(`UPDATE dead_letter SET replay = 'record ' || number`);
  await client.query(`INSERT INTO inbox (topic, lane, day, id) VALUES
    ('deliveries', 0, current_date, 'record 1'), ('tracker-work', 0, current_date, 'record 2')`);
  await keepHouse(pool, KEEP);
  const { rows } = await client.query(`SELECT number::int, standing FROM dead_letter ORDER BY number`);
  expect(rows).toEqual([
    { number: 1, standing: 'replayed' },
    { number: 2, standing: 'replaying' },
    { number: 3, standing: 'replaying' },
  ]);
});

it('what a message is about is known for ever, unless told otherwise', async () => {
  for (const write of correlationSide.apply([{ kind: 'about', row: about('1') }])) await client.query(write);
  const inTenYears = Date.now() + 3_650 * DAY;
  expect(await forget(KEEP, inTenYears)).toMatchObject({ messages: 0 });
  expect(await forget({ ...KEEP, messageDays: 3_651 }, inTenYears)).toMatchObject({
    messages: 0,
  });
  expect(await forget({ ...KEEP, messageDays: 3_649 }, inTenYears)).toMatchObject({
    messages: 1,
  });
});

const sessionIn = (id: string) => `${chat(id)}|7`;

/** A state that is idle for so many days, or never is. */
async function state(key: string, idleDays: number | undefined, { dueAt, topic = 'session-events' } = {} as Unusual) {
  const idleSince = idleDays === undefined ? null : Date.now() - idleDays * DAY;
  await client.query(
    `INSERT INTO lane_state (topic, lane, key, state, due_at, idle_since) VALUES ($1, 0, $2, '{"words":"\\ud83d"}', $3, $4)`,
    [topic, key, dueAt, idleSince],
  );
}
type Unusual = { dueAt?: number; topic?: string };
const states = async () => (await client.query('SELECT key FROM lane_state ORDER BY key')).rows.map(({ key }) => key);

it('a session goes a year after nothing was waited for in it any more, or as told, and what could not be read does as well', async () => {
  await state(sessionIn('1'), 366);
  await state(`${sessionIn('2')}|unreadable`, 366);
  await state(sessionIn('2'), 364);
  await state(sessionIn('3'), undefined);
  await state(sessionIn('4'), 366, { dueAt: 1 });
  await state('acme/4318', 366, { topic: 'tracker-work' });
  expect(await forget(KEEP)).toMatchObject({ sessions: 1, unreadable: 1 });
  expect(await states()).toEqual(['acme/4318', sessionIn('2'), sessionIn('3'), sessionIn('4')].toSorted());
  expect(await forget({ ...KEEP, sessionDays: 363 })).toMatchObject({ sessions: 1, unreadable: 0 });
});

it('no session goes while there is work for its chat, or something to publish, or a write that may still take effect', async () => {
  for (const id of ['1', '2', '3', '4', '5']) await state(sessionIn(id), 400);
  const work = `INSERT INTO work (topic, lane, id, seq, kind, order_key, endpoint, effect, body, born_at, state, due_at, attempt, tries)
    VALUES ($1, 3, $2, $3, 'write', 'k', 'e', true, $4, 0, 'ready', 0, 0, 0)`;
  const command = {
    id: 'c',
    command: { desk: 'acme', chat: chat('1'), action: { text: `"chat":"${chat('5')}"\ud83d` } },
  };
  await client.query(work, ['tracker-work', 'c', 1, JSON.stringify(command)]);
  await client.query(work, ['deliveries', 'd', 2, JSON.stringify({ desk: 'acme', chat: chat('2') })]);
  await client.query(work, ['tracker-work', 'poll', 3, '{"desk":"acme"}']);
  const record = JSON.stringify({ id: 'o', body: { command: { desk: 'acme', chat: chat('3') } } });
  await client.query(
    `INSERT INTO outbox (topic, lane, position, id, to_topic, key, value) VALUES ('session-events', 0, 1, 'o', 'tracker-work', 'k', $1)`,
    [Buffer.from(record)],
  );
  const row = intent('open', { chat: chat('4') });
  for (const write of correlationSide.apply([{ kind: 'intent', row }])) await client.query(write);

  expect(await forget(KEEP)).toMatchObject({ sessions: 1 });
  expect(await states()).toEqual(['1', '2', '3', '4'].map(sessionIn));
  await client.query('DELETE FROM work');
  await client.query('DELETE FROM outbox');
  await client.query('UPDATE write_intent SET open = false');
  expect(await forget(KEEP)).toMatchObject({ sessions: 4 });
});

it('a session that is written to while it is about to go stays', async () => {
  await state(sessionIn('1'), 400);
  const lane = new Client({ connectionString: database.url });
  await lane.connect();
  await lane.query('BEGIN');
  await lane.query('UPDATE lane_state SET idle_since = NULL');
  const forgetting = forget(KEEP);
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await until(async () => (await client.query(waiting)).rowCount);
  await lane.query('COMMIT');
  expect(await forgetting).toMatchObject({ sessions: 0 });
  await lane.end();
  expect(await states()).toEqual([sessionIn('1')]);
});

it('what fails of keeping house is told, and stops nothing else', async () => {
  await takenIn('nine days', 9);
  await letters('replaying', 1, 2, 1);
  await client.query(`UPDATE dead_letter SET replay = 'today'`);
  await client.query(`INSERT INTO inbox (topic, lane, day, id) VALUES ('deliveries', 0, current_date, 'today')`);
  await letters('discarded', 1, 92, 91);
  await client.query('DROP TABLE decision');
  // As a long backup does.
  const backup = new Client({ connectionString: database.url });
  await backup.connect();
  await backup.query('BEGIN');
  await backup.query('LOCK TABLE inbox IN ACCESS SHARE MODE');
  const kept = await keepHouse(pool, KEEP);
  await backup.end();
  expect(kept).toMatchObject({
    forgotten: { deadLetters: 1 },
    failed: [
      { step: 'inbox', error: { message: expect.stringContaining('lock timeout') } },
      { step: 'decisions', error: { message: expect.stringContaining('"decision" does not exist') } },
    ],
  });
  const { rows } = await client.query('SELECT standing FROM dead_letter');
  expect(rows).toEqual([{ standing: 'replayed' }]);
  expect(await ids()).toEqual(['nine days', 'today']);
  await keepHouse(pool, KEEP);
  expect(await ids()).toEqual(['today']);
});

it('keeping house gives its connection back where that breaks', async () => {
  const lane = new Client({ connectionString: database.url });
  await lane.connect();
  await lane.query('BEGIN');
  await lane.query('LOCK TABLE decision IN ACCESS EXCLUSIVE MODE');
  const keeping = keepHouse(pool, KEEP);
  const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  const held = await until(async () => (await client.query<{ pid: number }>(waiting)).rows[0]);
  await client.query('SELECT pg_terminate_backend($1)', [held.pid]);
  await expect(keeping).rejects.toThrow();
  await lane.end();
  expect(pool.totalCount).toBe(0);
});

it('one node keeps house at a time, and the next one may once it is done or gone', async () => {
  const [busy, other] = [1, 2].map(() => new Pool({ connectionString: database.url, max: 1 })) as [Pool, Pool];
  await client.query('BEGIN');
  await client.query('LOCK TABLE decision IN ACCESS EXCLUSIVE MODE');
  const keeping = keepHouse(busy, KEEP);
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await until(async () => (await other.query(waiting)).rowCount);
  expect(await keepHouse(other, KEEP)).toBeUndefined();
  await client.query('COMMIT');
  expect(await keeping).toBeDefined();
  expect(await keepHouse(other, KEEP)).toBeDefined();
  await Promise.all([busy.end(), other.end()]);
});
