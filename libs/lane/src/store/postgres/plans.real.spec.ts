import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { outgoing, standing, taken, work } from '../conformance/fixtures.js';
import { noteDatabase, noteSide, type NoteDatabase } from '../conformance/postgres-notes.js';
import { createPostgresStore } from './index.js';

let db: NoteDatabase;
beforeAll(async () => void (db = await noteDatabase()));
afterAll(() => db.close());

/** Index entries and rows the database has touched, in all tables of lanes. */
async function touched(): Promise<number> {
  const { rows } = await db.pool.query(`
    SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname IN ('work', 'outbox', 'lane_state'))
      + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname IN ('work', 'outbox', 'lane_state')) AS touched`);
  return Number(rows[0]?.touched);
}

it('looks at the rows it changes and not at the backlog, with statistics of an empty table', async () => {
  const pool = db.newPool(1);
  await pool.query('ANALYZE work, outbox, lane_state');
  const store = createPostgresStore({ pool, side: noteSide });
  const own = await taken(store, 0);
  const step = (ids: readonly string[]) =>
    store.transact(own, async (tx) => {
      await tx.states(ids);
      await tx.apply({ work: ids.map((id) => standing(id)) });
      await tx.apply({ work: ids.map((id) => ({ id, to: 'done' })), published: ids });
      await tx.apply({ states: ids.map((key) => ({ key, state: null })) });
    });
  // The statements are planned here, while there is nothing.
  await step(['nothing']);

  const ids = Array.from({ length: 5_000 }, (_, i) => `id-${i}`);
  await store.transact(own, (tx) =>
    tx.apply({
      newWork: ids.map((id) => work(id)),
      publish: ids.map(outgoing),
      states: ids.map((key) => ({ key, state: 1, dueAt: 1 })),
    }),
  );
  const flush = () => pool.query('SELECT pg_stat_force_next_flush()');
  await flush();
  const before = await touched();
  for (let i = 0; i < 10; i += 1) await step([`id-${i}`]);
  await store.work(own, 'redmine', 0, 10);
  await flush();
  expect((await touched()) - before).toBeLessThan(500);
});
