import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Pool, type QueryConfig } from 'pg';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { describeCorrelation } from '../conformance/index.js';
import {
  about,
  claim,
  creation,
  cursor,
  decision,
  FEED,
  intent,
  issue,
  link,
  TRACKER,
} from '../conformance/fixtures.js';
import { correlationSide } from '../index.js';
import { migrate } from '../schema/index.js';
import type { CorrelationWrite } from '../port.js';
import type { Queryable } from './queryable.js';

const database = await freshDatabase((await postgres()).url);
const pool = new Pool({ connectionString: database.url, pipeline: true, max: 1 });
beforeAll(() => migrate(database.url, { lanes: 1 }));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describeCorrelation('correlation in Postgres', async () => {
  await pool.query(
    `TRUNCATE link, blocked_chat, message_about, decision, created_issue, write_intent, claim, journal_cursor, poll_cursor`,
  );
  return {
    reads: correlationSide.reads(pool),
    async write(...writes) {
      const statements = ['BEGIN', ...correlationSide.apply(writes), 'COMMIT'];
      await Promise.all(statements.map((statement) => pool.query(statement)));
    },
    close: async () => undefined,
  };
});

it('reads whose an issue’s items are, and what may still land on it, in one statement: no outcome falls between', async () => {
  const statements: unknown[] = [];
  const query = (statement: QueryConfig) => (statements.push(statement), pool.query(statement));
  const items = ['issue/4318', 'journal/7'];
  await correlationSide.reads({ query } as Queryable).writesAt([{ tracker: TRACKER, issue: issue('4318'), items }]);
  expect(statements).toHaveLength(1);
});

it('takes as many statements for many rows as for one', () => {
  const rows = (n: number): CorrelationWrite[] =>
    Array.from({ length: n }, (_, i): CorrelationWrite[] => [
      { kind: 'about', row: about(String(i)) },
      { kind: 'link', row: link(`user-${i}`) },
      { kind: 'unlink', desk: link('x').desk, user: link(`gone-${i}`).user },
      { kind: 'created', ...creation(String(i), String(i)) },
      { kind: 'intent', row: intent(String(i)) },
      { kind: 'claim', row: claim(`issue/${i}`, 'a') },
      { kind: 'journal-cursor', row: cursor(String(i), i, 'm') },
      { kind: 'poll-cursor', feed: `${FEED}/${i}`, cursor: i },
      { kind: 'decision', row: decision(String(i)) },
      { kind: 'blocked', chat: link(`blocked-${i}`).chat, since: 1 },
      { kind: 'blocked', chat: link(`open-${i}`).chat, since: undefined },
    ]).flat();
  expect(correlationSide.apply(rows(500))).toHaveLength(correlationSide.apply(rows(1)).length);
});
