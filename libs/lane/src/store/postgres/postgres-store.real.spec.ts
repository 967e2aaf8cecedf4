import { expect, it } from '@jest/globals';
import { taken } from '../conformance/fixtures.js';
import { describeLaneStore } from '../conformance/index.js';
import { noteDatabase } from '../conformance/postgres-notes.js';

describeLaneStore('a lane store in Postgres', noteDatabase);

it('a state says since when nothing is waited for in it, until it is written again', async () => {
  const db = await noteDatabase();
  try {
    const store = db.open();
    const own = await taken(store, 0);
    const idle = async () => (await db.pool.query('SELECT idle_since FROM lane_state')).rows[0]?.idle_since;
    await store.transact(own, (tx) => tx.apply({ states: [{ key: 'k', state: 1, idleSince: 5_000.2 }] }));
    expect(await idle()).toBe('5001');
    await store.transact(own, (tx) => tx.apply({ states: [{ key: 'k', state: 1 }] }));
    expect(await idle()).toBeNull();
  } finally {
    await db.close();
  }
});
