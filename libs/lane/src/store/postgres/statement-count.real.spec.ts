import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { letter, outgoing, standing, taken, work } from '../conformance/fixtures.js';
import { noteDatabase, noteSide, type NoteDatabase } from '../conformance/postgres-notes.js';
import { OwnershipLost } from '../store.js';
import { createPostgresStore } from './index.js';

let db: NoteDatabase;
beforeAll(async () => void (db = await noteDatabase()));
afterAll(() => db.close());

/** A store whose statements are counted on the wire of its connections. */
function countedStore() {
  const pool = db.newPool(1);
  let count = 0;
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      count += 1;
      return query(...args);
    }) as typeof client.query;
  });
  return { store: createPostgresStore({ pool, side: noteSide }), count: () => count };
}

it('renews all lanes of a process by one statement', async () => {
  const { store, count } = countedStore();
  const owned = [await taken(store, 1), await taken(store, 2), await taken(store, 3)];
  const before = count();
  await Promise.all(owned.map((own) => store.heartbeat(own)));
  expect(count() - before).toBe(1);
});

it('renews a lane while another is just being written to, and says which is lost', async () => {
  const store = createPostgresStore({ pool: db.newPool(3), side: noteSide });
  const other = createPostgresStore({ pool: db.newPool(1), side: noteSide });
  const [free, busy, lost] = [await taken(store, 4), await taken(store, 5), await taken(store, 6)];
  await store.letGo(lost);
  await taken(other, 6);
  const written = await other.transact(busy, async () => {
    const renewed = [free, busy, lost].map((own) => store.heartbeat(own));
    await expect(renewed[0]).resolves.toBeUndefined();
    await expect(renewed[2]).rejects.toThrow(OwnershipLost);
    return { renewed: renewed[1] };
  });
  await expect(written.renewed).resolves.toBeUndefined();
});

it('takes as many statements for a thousand records as for one', async () => {
  const { store, count } = countedStore();
  const own = await taken(store, 0);
  let offset = 0;
  const statementsFor = async (records: number) => {
    const ids = Array.from({ length: records }, (_, i) => `${records}/${i}`);
    const before = count();
    await store.transact(own, async (tx) => {
      await tx.known(ids);
      await tx.states(ids);
      await tx.takeIn(ids, (offset += records));
      await tx.apply({
        states: ids.flatMap((key) => [
          { key, state: { key }, dueAt: 1 },
          { key: `gone/${key}`, state: null },
        ]),
        newWork: ids.map((id) => work(id)),
        work: ids.map((id) => standing(id)),
        publish: ids.map(outgoing),
        published: ids,
        dead: ids.map((id) => letter(id, 0)),
        side: ids.map((key) => ({ key, text: 'hello' })),
      });
    });
    return count() - before;
  };
  const one = await statementsFor(1);
  expect(await statementsFor(1_000)).toBe(one);
});
