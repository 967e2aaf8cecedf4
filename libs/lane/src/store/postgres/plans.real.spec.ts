import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { outgoing, standing, taken, work, type Store } from '../conformance/fixtures.js';
import { noteDatabase, noteSide, type NoteDatabase } from '../conformance/postgres-notes.js';
import type { Ownership } from '../store.js';
import { createPostgresStore } from './index.js';

let db: NoteDatabase;
beforeEach(async () => void (db = await noteDatabase()));
afterEach(() => db.close());

/** Index entries and rows the database has touched, in all tables of lanes. */
async function touched(): Promise<number> {
  const { rows } = await db.pool.query(`
    SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname IN ('work', 'outbox', 'lane_state'))
      + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname IN ('work', 'outbox', 'lane_state')) AS touched`);
  return Number(rows[0]?.touched);
}

const idsOf = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}-${i}`);

const add = (store: Store, own: Ownership, ids: readonly string[]) =>
  store.transact(own, (tx) =>
    tx.apply({
      newWork: ids.map((id) => work(id)),
      publish: ids.map(outgoing),
      states: ids.map((key) => ({ key, state: 1, dueAt: 1 })),
    }),
  );

const finish = (store: Store, own: Ownership, ids: readonly string[]) =>
  store.transact(own, async (tx) => {
    await tx.states(ids);
    await tx.apply({ work: ids.map((id) => standing(id)) });
    await tx.apply({ work: ids.map((id) => ({ id, to: 'done' })), published: ids });
    await tx.apply({ states: ids.map((key) => ({ key, state: null })) });
  });

it.each(['analysed while empty', 'never analysed'])('looks up its keys and walks no backlog, %s', async (when) => {
  if (when === 'analysed while empty') await db.pool.query('ANALYZE work, outbox, lane_state');
  const pool = db.newPool(1);
  const store = createPostgresStore({ pool, side: noteSide });
  const own = await taken(store, 0);
  const flush = () => pool.query('SELECT pg_stat_force_next_flush()');
  // Statements are planned here, while there is next to nothing.
  await add(store, own, idsOf('early', 200));
  await finish(store, own, idsOf('early', 200));

  await add(store, own, idsOf('late', 5_000));
  await flush();
  const before = await touched();
  for (const id of idsOf('late', 10)) await finish(store, own, [id]);
  await store.work(own, 'redmine', 0, 10);
  await flush();
  expect((await touched()) - before).toBeLessThan(500);
  await finish(store, own, idsOf('late', 5_000));
});
