import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createLanePool } from '#lane/store/postgres';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { claim, creation, cursor, FEED, intent, issue, link, message, TRACKER } from '../conformance/fixtures.js';
import { correlationSide } from '../index.js';
import { migrate } from '../schema/index.js';
import type { CorrelationReads, CorrelationWrite } from '../port.js';

const TABLES = `('link', 'message_about', 'created_issue', 'journal_cursor', 'poll_cursor', 'claim', 'write_intent')`;
const ROWS = 10_000;

const database = await freshDatabase((await postgres()).url);
let pool: Pool;
beforeAll(async () => {
  await migrate(database.url, { lanes: 1 });
  pool = createLanePool(database.url, { max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function touched(): Promise<number> {
  await pool.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ touched: string }>(`
    SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname IN ${TABLES})
      + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname IN ${TABLES}) AS touched`);
  return Number(rows[0]?.touched);
}

async function write(writes: readonly CorrelationWrite[]): Promise<void> {
  for (const statement of correlationSide.apply(writes)) await pool.query(statement);
}

const rowsOf = (n: number): CorrelationWrite[] => [
  { kind: 'link', row: link(`user-${n}`) },
  { kind: 'created', ...creation(`made-${n}`, String(n)) },
  { kind: 'intent', row: intent(`open-${n}`, { issue: issue(String(n)) }) },
  { kind: 'intent', row: intent(`closed-${n}`, { issue: undefined, open: false }) },
  { kind: 'claim', row: { ...claim(`journal/${n}`, `open-${n}`), mark: `words-${n}` } },
  { kind: 'journal-cursor', row: cursor(String(n), n, 'm') },
  { kind: 'poll-cursor', feed: `feed-${n}`, cursor: n },
];

async function readEach(reads: CorrelationReads, ns: readonly number[]): Promise<void> {
  const issues = ns.map((n) => issue(String(n)));
  const links = ns.map((n) => link(`user-${n}`));
  await reads.links(links.map(({ user }) => user));
  await reads.linksOf(links);
  await reads.about(links.map(({ chat }, n) => ({ chat, message: message(String(n)) })));
  await reads.creations(issues.map((one) => ({ tracker: TRACKER, issue: one })));
  await reads.pollCursors(ns.map((n) => `feed-${n}`));
  await reads.claims(ns.map((n) => ({ tracker: TRACKER, item: `journal/${n}` })));
  await reads.resent(ns.map((n) => ({ tracker: TRACKER, mark: `words-${n}` })));
  await reads.writesAt(
    ns.map((n) => ({ tracker: TRACKER, issue: issue(String(n)), items: [`journal/${n}`], feed: FEED })),
  );
}

it('every read looks its keys up and walks through no table, though it was planned while all were empty', async () => {
  const reads = correlationSide.reads(pool);
  await readEach(reads, [1]);
  for (let n = 0; n < ROWS; n += 5_000) {
    await write(Array.from({ length: 5_000 }, (_, i) => rowsOf(n + i)).flat());
  }
  const before = await touched();
  await readEach(reads, [1, 2, 3, 5_000, ROWS - 1]);
  expect((await touched()) - before).toBeLessThan(200);
});
