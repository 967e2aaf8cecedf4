import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { taken, TOPIC } from '../conformance/fixtures.js';
import { noteDatabase, noteSide, type NoteDatabase } from '../conformance/postgres-notes.js';
import { OwnershipLost, Refused } from '../store.js';
import { createPostgresStore } from './index.js';

let db: NoteDatabase;
beforeAll(async () => void (db = await noteDatabase()));
afterAll(() => db.close());

describe('a stopped owner', () => {
  it('with a transaction open is ended by the database, and its successor goes on', async () => {
    const stopped = createPostgresStore({ pool: db.newPool(), side: noteSide });
    const own = await taken(stopped, 0);
    const [resume, waits] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const late = stopped.transact(own, async (tx) => {
      await tx.takeIn(['late'], 1);
      waits.resolve();
      await resume.promise;
    });
    await waits.promise;

    const successor = db.open();
    const theirs = await taken(successor, 0, { holder: 'boris', leaseHeld: true });
    resume.resolve();
    await expect(late).rejects.toThrow();
    expect(await successor.recover(theirs)).toMatchObject({ offset: 0 });
    await expect(stopped.heartbeat(own)).rejects.toThrow(OwnershipLost);
  });

  it('is ended after five seconds, and a cut-off one is noticed as soon', async () => {
    const show = async (setting: string) => (await db.pool.query(`SHOW ${setting}`)).rows[0]?.[setting];
    expect(await show('idle_in_transaction_session_timeout')).toBe('5s');
    expect(await show('tcp_user_timeout')).toBe('5000');
    const keepAlives = ['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count'];
    expect(await Promise.all(keepAlives.map(show))).toEqual(['2', '1', '3']);
  });
});

describe('a lane that two nodes ask for at once, each sure of its lease', () => {
  it('is given to one of them, and the other is told who has it', async () => {
    const first = await db.pool.connect();
    await first.query('BEGIN');
    await first.query('SELECT 1 FROM lane WHERE topic = $1 AND lane = 5 FOR UPDATE', [TOPIC]);
    const takes = Promise.all(['anna', 'boris'].map((holder) => db.open().take(TOPIC, 5, { holder, leaseHeld: true })));
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await until(async () => (await db.pool.query(waiting)).rows.length === 2);
    await first.query('COMMIT');
    first.release();
    const kinds = (await takes).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['held', 'taken']);
  });
});

describe('a database on another timeline', () => {
  it('ends every ownership given before, until the lane is taken again', async () => {
    const store = db.open();
    const own = await taken(store, 1);
    await db.pool.query(`UPDATE lane SET timeline = '00000000' WHERE topic = $1 AND lane = 1`, [TOPIC]);
    await expect(store.heartbeat(own)).rejects.toThrow(OwnershipLost);
    await expect(store.transact(own, (tx) => tx.takeIn(['a'], 1))).rejects.toThrow(OwnershipLost);
    const again = await taken(store, 1);
    await store.transact(again, (tx) => tx.takeIn(['a'], 1));
  });
});

describe('a transaction that fails', () => {
  it('gives its connection back, whatever the reason', async () => {
    const pool = db.newPool(2);
    const store = createPostgresStore({ pool, side: noteSide });
    const own = await taken(store, 2);
    const failures = Array.from({ length: 12 }, (_, turn) => {
      if (turn % 3 === 0) return store.transact({ ...own, nonce: 'old' }, async () => undefined);
      if (turn % 3 === 1) return store.transact(own, (tx) => tx.apply({ states: [{ key: 'nul\0', state: 1 }] }));
      return store.transact(own, (tx) => tx.known(['a']).then(() => Promise.reject(new Error('the core gave up'))));
    });
    const results = await Promise.allSettled(failures);
    expect(results.map((result) => result.status)).toEqual(Array(12).fill('rejected'));
    expect({ out: pool.totalCount - pool.idleCount, waiting: pool.waitingCount }).toEqual({ out: 0, waiting: 0 });
    await store.transact(own, (tx) => tx.takeIn(['a'], 1));
  });

  it('says which rule refused a value and never the value', async () => {
    const store = db.open();
    const own = await taken(store, 3);
    await store.transact(own, (tx) => tx.takeIn(['secret-id'], 1));
    const failing = store.transact(own, (tx) => tx.takeIn(['secret-id'], 2));
    await expect(failing).rejects.toThrow(/^SQLSTATE 23505 on inbox_\d+_pkey$/);
    expect(JSON.stringify(await failing.catch((error: Error) => [error.stack, error.cause]))).not.toContain(
      'secret-id',
    );
  });
});

describe('a database that is not in order', () => {
  it('without a partition for today refuses no record: the inbox is to be rolled', async () => {
    const store = db.open();
    const own = await taken(store, 4);
    await db.pool.query(`DELETE FROM inbox`);
    const { rows } = await db.pool.query(`SELECT to_char(now() AT TIME ZONE 'utc', '"inbox_"YYYYMMDD') AS today`);
    await db.pool.query(`ALTER TABLE inbox DETACH PARTITION ${rows[0].today}`);
    const failing = store.transact(own, (tx) => tx.takeIn(['a'], 1));
    await expect(failing).rejects.toThrow('no partition');
    await expect(failing).rejects.not.toBeInstanceOf(Refused);
  });

  it('names what to run where a lane has no row', async () => {
    await expect(db.open().take(TOPIC, 99, { holder: 'anna', leaseHeld: true })).rejects.toThrow('relaydesk migrate');
  });
});
