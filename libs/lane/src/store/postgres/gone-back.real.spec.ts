import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { taken, TOPIC } from '../conformance/fixtures.js';
import { noteDatabase, type NoteDatabase } from '../conformance/postgres-notes.js';

let db: NoteDatabase;
beforeAll(async () => void (db = await noteDatabase()));
afterAll(() => db.close());

describe('a lane of a database that went back', () => {
  it('knows that its database has failed over until it has noted that', async () => {
    const store = db.open();
    const lane = 8;
    const failedOver = async () =>
      (await store.recover(await taken(store, lane, { holder: 'another', leaseHeld: true }))).failedOver;
    expect([await failedOver(), await failedOver()]).toEqual([false, false]);
    await db.pool.query(`UPDATE lane SET known_timeline = '00000000' WHERE topic = $1 AND lane = $2`, [TOPIC, lane]);
    expect([await failedOver(), await failedOver()]).toEqual([true, true]);
    const own = await taken(store, lane, { holder: 'another', leaseHeld: true });
    await store.transact(own, (tx) => tx.apply({ goneBack: { told: 0, againBefore: 1_000_000 } }));
    expect(await failedOver()).toBe(false);
  });
});
