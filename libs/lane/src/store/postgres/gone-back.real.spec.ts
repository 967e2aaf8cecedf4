import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { taken, TOPIC } from '../conformance/fixtures.js';
import { noteDatabase, type NoteDatabase } from '../conformance/postgres-notes.js';

let db: NoteDatabase;
beforeAll(async () => void (db = await noteDatabase()));
afterAll(() => db.close());

describe('a lane of a database that went back', () => {
  const THEN = 1_000_000;

  it('keeps since when it has forgotten, also where it is taken again before it has caught up; and anew if it goes back again', async () => {
    const store = db.open();
    const forgot = async (lane: number) => {
      const row = await db.pool.query(`SELECT forgot_since FROM lane WHERE topic = $1 AND lane = $2`, [TOPIC, lane]);
      return Number(row.rows[0]?.forgot_since);
    };
    /** Taken by an owner that finds the log ahead, where the last owner was heard at some time. */
    const takenBehind = async (lane: number, lastHeard: number, told: number) => {
      await db.pool.query(`UPDATE lane SET heartbeat = $3, holder = NULL WHERE topic = $1 AND lane = $2`, [
        TOPIC,
        lane,
        lastHeard,
      ]);
      const own = await taken(store, lane);
      await store.transact(own, (tx) => tx.apply({ goneBack: { told, againBefore: lastHeard + 60_000 } }));
      return own;
    };
    const lane = 6;
    await store.transact(await taken(store, lane), (tx) => tx.takeIn(['before'], 5));
    await takenBehind(lane, THEN, 9);
    expect(await forgot(lane)).toBe(THEN);
    const again = await takenBehind(lane, THEN + 5_000, 9);
    expect(await forgot(lane)).toBe(THEN);
    await store.transact(again, (tx) => tx.takeIn(['caught up'], 9));
    await takenBehind(lane, THEN + 90_000, 12);
    expect(await forgot(lane)).toBe(THEN + 90_000);
  });

  it('knows that its database has failed over until it has noted that', async () => {
    const store = db.open();
    const lane = 8;
    const failedOver = async () =>
      (await store.recover(await taken(store, lane, { holder: 'another', leaseHeld: true }))).failedOver;
    expect([await failedOver(), await failedOver()]).toEqual([false, false]);
    await db.pool.query(`UPDATE lane SET known_timeline = '00000000' WHERE topic = $1 AND lane = $2`, [TOPIC, lane]);
    expect([await failedOver(), await failedOver()]).toEqual([true, true]);
    const own = await taken(store, lane, { holder: 'another', leaseHeld: true });
    await store.transact(own, (tx) => tx.apply({ goneBack: { told: 0, againBefore: THEN } }));
    expect(await failedOver()).toBe(false);
  });

  it('was last heard of when its owner that wrote was, not one that came and went', async () => {
    const store = db.open();
    const lane = 7;
    await store.transact(await taken(store, lane), (tx) => tx.apply({}));
    await db.pool.query(`UPDATE lane SET heartbeat = $3, holder = NULL WHERE topic = $1 AND lane = $2`, [
      TOPIC,
      lane,
      THEN,
    ]);
    await taken(store, lane, { holder: 'came and went', leaseHeld: true });
    const own = await taken(store, lane, { holder: 'stays', leaseHeld: true });
    await store.transact(own, (tx) => tx.apply({ goneBack: { told: 3, againBefore: 1 } }));
    const { rows } = await db.pool.query(`SELECT forgot_since FROM lane WHERE topic = $1 AND lane = $2`, [TOPIC, lane]);
    expect(Number(rows[0]?.forgot_since)).toBe(THEN);
  });
});
