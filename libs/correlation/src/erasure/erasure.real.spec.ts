import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { channelId, recordId, sessionKey } from '#contracts';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import {
  about,
  account,
  chat,
  claim,
  decision,
  desk,
  intent,
  issue,
  link,
  TRACKER,
  user,
} from '../conformance/fixtures.js';
import { correlationSide, type CorrelationWrite, openEraser, type Subject } from '../index.js';
import { migrate } from '../schema/index.js';

const ANNA: Subject = { desk, person: { channel: channelId('bot'), user: '100200300' } };
const [anna, boris] = ['100200300', '400500600'] as const;
const WORDS = ['a purple "heron"', 'лиловая цапля'];
const server = await postgres();
let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: Client;

beforeEach(async () => {
  database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 2 });
  client = new Client({ connectionString: database.url });
  await client.connect();
  for (const who of [anna, boris]) await writeEverything(who);
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

/** A row of theirs in every table that may hold one. */
async function writeEverything(who: string): Promise<void> {
  const [own, key] = [chat(who), sessionKey(chat(who), user(who))];
  const rows: CorrelationWrite[] = [
    { kind: 'link', row: link(who) },
    { kind: 'about', row: about('1', { chat: own }) },
    { kind: 'decision', row: decision('created', { account: link(who).account }) },
    { kind: 'intent', row: intent(who, { chat: own, session: key }) },
    { kind: 'claim', row: { ...claim(`journal/${who}`, who), chat: own } },
    { kind: 'created', tracker: TRACKER, command: intent(who).command, madeFor: { session: key, name: who } },
    { kind: 'shown', row: { chat: own, slots: {} } },
    { kind: 'blocked', chat: own, since: 1 },
  ];
  for (const write of correlationSide.apply(rows)) await client.query(write);
  const body = JSON.stringify({ desk, chat: own, session: key, text: WORDS[who === anna ? 0 : 1] });
  const all = [who, own, key, body];
  await client.query(
    `WITH state AS (INSERT INTO lane_state (topic, lane, key, state) VALUES ('session-events', 0, $3, $4::text::json)),
      dead AS (INSERT INTO dead_letter (topic, lane, id, key, cause, value, at)
        VALUES ('session-events', 0, $1, $2, 'failed', convert_to($4::text, 'UTF8'), 1)),
      out AS (INSERT INTO outbox (topic, lane, position, id, to_topic, key, value)
        VALUES ('session-events', 1, $1::text::bigint, $1, 'deliveries', 'k', convert_to($4::text, 'UTF8')))
    INSERT INTO work (topic, lane, id, seq, kind, order_key, endpoint, effect, body, born_at, state, due_at, attempt, tries)
    VALUES ('deliveries', 0, $1, $1::text::bigint, 'say', 'k', 'e', true, $4::text::json, 1, 'ready', 1, 0, 0)`,
    all,
  );
}

const HELD = `
  SELECT 'lane_state' AS t, count(*)::int AS n FROM lane_state UNION ALL SELECT 'dead_letter', count(*) FROM dead_letter
  UNION ALL SELECT 'outbox', count(*) FROM outbox UNION ALL SELECT 'work', count(*) FROM work
  UNION ALL SELECT 'link', count(*) FROM link UNION ALL SELECT 'message_about', count(*) FROM message_about
  UNION ALL SELECT 'decision', count(*) FROM decision UNION ALL SELECT 'write_intent', count(*) FROM write_intent
  UNION ALL SELECT 'claim', count(*) FROM claim UNION ALL SELECT 'shown_chat', count(*) FROM shown_chat
  UNION ALL SELECT 'blocked_chat', count(*) FROM blocked_chat
  UNION ALL SELECT 'created_issue.made_for', count(made_for) FROM created_issue`;
const held = async () =>
  Object.fromEntries((await client.query<{ t: string; n: number }>(HELD)).rows.map(({ t, n }) => [t, Number(n)]));
const each = (n: number, tables: Record<string, unknown>) =>
  Object.fromEntries(Object.keys(tables).map((table) => [table, n]));

it('everything of a person goes, and everything of the others stays', async () => {
  const before = await held();
  expect(before).toEqual(each(2, before));
  const eraser = await openEraser(database.url, ANNA, WORDS.slice(0, 1));
  expect(Object.fromEntries(await eraser.count())).toEqual(each(1, before));
  expect((await eraser.find()).length).toBeGreaterThan(0);
  expect(await eraser.erase()).toBe(Object.keys(before).length);
  expect(await held()).toEqual(each(1, before));
  expect(await eraser.find()).toEqual([]);
  expect(await eraser.erase()).toBe(0);
  await eraser.finish();
  await eraser.close();
  const { rows } = await client.query(`SELECT desk, whose, erased::int FROM erasure WHERE finished_at IS NOT NULL`);
  expect(rows).toEqual([{ desk: 'acme', whose: 'person', erased: Object.keys(before).length }]);
});

it('who is linked to nothing goes with what was decided of them by their name, on what was made for them', async () => {
  const carla = '700800900';
  const madeFor = { session: sessionKey(chat(carla), user(carla)), name: 'Carla Ruiz' };
  const said = { account: account('relaydesk'), accountName: 'Carla Ruiz' };
  const rows: CorrelationWrite[] = [
    { kind: 'created', tracker: TRACKER, command: recordId(['carla'], 0, {}), issue: issue('4711'), madeFor },
    { kind: 'decision', row: decision('1', { ...said, issue: issue('4711') }) },
    { kind: 'decision', row: decision('2', { ...said, issue: issue('4712') }) },
  ];
  for (const write of correlationSide.apply(rows)) await client.query(write);
  const eraser = await openEraser(database.url, { desk, person: { channel: channelId('bot'), user: carla } }, []);
  await eraser.erase();
  await eraser.finish();
  await eraser.close();
  const { rows: left } = await client.query(`SELECT issue FROM decision WHERE account_name = 'Carla Ruiz'`);
  expect(left).toEqual([{ issue: '4712' }]);
});

it('who was linked to another account before goes with what was decided of that, by their name, unless it is somebody’s', async () => {
  const [former, namesake] = [account('former'), account('namesake')];
  const named = { accountName: link(anna).accountName };
  const rows: CorrelationWrite[] = [
    { kind: 'link', row: link('700800900', { ...named, account: namesake }) },
    { kind: 'decision', row: decision('1', { ...named, account: former }) },
    { kind: 'decision', row: decision('1', { ...named, account: namesake }) },
  ];
  for (const write of correlationSide.apply(rows)) await client.query(write);
  const eraser = await openEraser(database.url, ANNA, []);
  await eraser.erase();
  await eraser.finish();
  await eraser.close();
  const { rows: left } = await client.query(`SELECT account FROM decision WHERE change = '1'`);
  expect(left).toEqual([{ account: namesake }]);
});

it('a lane whose memory holds something of theirs has to be taken anew, and no other', async () => {
  await client.query(`UPDATE lane SET nonce = 'n', holder = 'h'`);
  const eraser = await openEraser(database.url, ANNA, []);
  await eraser.erase();
  await eraser.close();
  const { rows } = await client.query(
    `SELECT topic, lane FROM lane WHERE nonce <> 'n' AND holder IS NULL ORDER BY topic`,
  );
  expect(rows).toEqual([
    { topic: 'deliveries', lane: 0 },
    { topic: 'session-events', lane: 1 },
  ]);
});

it('it waits for the step a lane is in the middle of, and erases what that leaves', async () => {
  const lane = new Client({ connectionString: database.url });
  await lane.connect();
  await lane.query('BEGIN');
  await lane.query(`SELECT FROM lane WHERE topic = 'session-events' AND lane = 1 FOR NO KEY UPDATE`);
  const eraser = await openEraser(database.url, ANNA, []);
  const erasing = eraser.erase();
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await until(async () => (await client.query(waiting)).rowCount);
  await lane.query(`INSERT INTO lane_state (topic, lane, key, state) VALUES ('session-events', 1, $1, '{}')`, [
    sessionKey(chat(anna), user(anna)),
  ]);
  await lane.query('COMMIT');
  await erasing;
  expect(await eraser.find()).toEqual([]);
  await Promise.all([eraser.close(), lane.end()]);
});

it('one that was killed halfway leaves it to the next, which ends what it began', async () => {
  await client.query('BEGIN');
  await client.query('LOCK TABLE link IN ACCESS EXCLUSIVE MODE');
  const killed = await openEraser(database.url, ANNA, []);
  const dying = killed.erase().catch((error: Error) => error);
  const halfway = await until(async () => {
    const { rows } = await client.query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0];
  });
  await client.query('SELECT pg_terminate_backend($1)', [halfway.pid]);
  expect(await dying).toBeInstanceOf(Error);
  await client.query('ROLLBACK');
  expect(await held()).toMatchObject({ lane_state: 1, claim: 1, link: 2, decision: 2 });

  const next = await openEraser(database.url, ANNA, []);
  expect(await next.erase()).toBe(3);
  expect(await next.find()).toEqual([]);
  expect(await held()).toMatchObject({ link: 1, decision: 1 });
  await next.close();
});

it('a desk goes with all its people, and leaves other desks alone', async () => {
  await client.query(`
    INSERT INTO journal_cursor (feed, issue, place, mark) VALUES ('["t","acme"]', '1', 1, ''), ('["t","globex"]', '1', 1, '');
    INSERT INTO poll_cursor (feed, cursor) VALUES ('["t","acme"]', '{}'), ('["t","globex"]', '{}');
    INSERT INTO channel_owner (channel, holder, heartbeat) VALUES ('acme/bot', 'h', 1), ('globex/bot', 'h', 1);
    INSERT INTO lane_state (topic, lane, key, state) VALUES ('session-events', 0, 'globex/bot/1|1', '{"desk":"globex"}')`);
  const eraser = await openEraser(database.url, { desk }, []);
  await eraser.erase();
  expect(await eraser.find()).toEqual([]);
  await eraser.close();
  const left = await held();
  expect(left).toEqual({ ...each(0, left), lane_state: 1 });
  for (const table of ['journal_cursor', 'poll_cursor', 'channel_owner']) {
    expect((await client.query(`SELECT FROM ${table}`)).rowCount).toBe(1);
  }
});

it('a trace is found in any table, also one that nobody told of, and whatever holds it', async () => {
  const eraser = await openEraser(database.url, ANNA, WORDS);
  await eraser.erase();
  await client.query(`
    CREATE TABLE added_later (id int, words text[], raw bytea, tree jsonb);
    INSERT INTO added_later VALUES
      (1, ARRAY['x', 'that is ${anna}!'], NULL, NULL),
      (2, NULL, convert_to('№${anna}', 'UTF8'), NULL),
      (3, NULL, convert_to('{"text":"eine лиловая цапля"}', 'UTF8'), NULL),
      (4, NULL, NULL, '{"deep":[{"text":"a purple \\"heron\\" flew"}]}'),
      (5, ARRAY['1${anna}'], '\\xfffe00', '{}');
    CREATE SCHEMA local_tracker;
    CREATE TABLE local_tracker.issues (subject text);
    INSERT INTO local_tracker.issues VALUES ('a purple "heron"')`);
  const found = await eraser.find();
  await eraser.close();
  expect(found.filter(({ where }) => where.includes('added_later'))).toEqual([
    { where: 'public.added_later.words', rows: 1, inTracker: false },
    { where: 'public.added_later.raw', rows: 2, inTracker: false },
    { where: 'public.added_later.tree', rows: 1, inTracker: false },
  ]);
  expect(found).toContainEqual({ where: 'local_tracker.issues.subject', rows: 1, inTracker: true });
});

it('of the log of a single machine goes what was taken in, and what was not is waited for', async () => {
  await client.query(`
    CREATE TABLE log_head (topic text, lane int, next_offset bigint);
    CREATE TABLE log_record (topic text, lane int, "offset" bigint, key text, value bytea);
    INSERT INTO log_head VALUES ('session-events', 0, 3), ('session-events', 1, 0);
    INSERT INTO log_record VALUES
      ('session-events', 0, 0, '${chat(anna)}', ''),
      ('session-events', 0, 1, '${chat(boris)}', convert_to('{"text":"a purple \\"heron\\""}', 'UTF8')),
      ('session-events', 0, 2, '${chat(anna)}', '');
    UPDATE lane SET next_offset = 2 WHERE topic = 'session-events' AND lane = 0`);
  const eraser = await openEraser(database.url, ANNA, WORDS.slice(0, 1));
  const ends = (await eraser.logEnds()) ?? new Map();
  await eraser.erase();
  expect(await eraser.behind(ends)).toEqual(['session-events']);
  const left = async () => (await client.query(`SELECT "offset"::int FROM log_record`)).rows.map((row) => row.offset);
  expect(await left()).toEqual([2]);
  await client.query(`UPDATE lane SET next_offset = 3 WHERE topic = 'session-events' AND lane = 0`);
  expect(await eraser.behind(ends)).toEqual([]);
  await eraser.erase();
  expect(await left()).toEqual([]);
  await eraser.close();
});
