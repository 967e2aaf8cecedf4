import { describe, expect, it } from '@jest/globals';
import { OwnershipLost } from '../store.js';
import { database, outgoing, taken, TOPIC } from './fixtures.js';
import type { Make } from './harness.js';

const node = (holder: string, leaseHeld = false) => ({ holder, leaseHeld });

export const describeOwnership = (make: Make) =>
  describe('owning a lane', () => {
    const db = database(make);

    it('gives each owner a higher epoch and a nonce of its own', async () => {
      const lane = db.lane();
      const first = await taken(db.open(), lane);
      const second = await taken(db.open(), lane);
      expect(second.epoch).toBeGreaterThan(first.epoch);
      expect(second.nonce).not.toBe(first.nonce);
    });

    it('names the holder while its heartbeat is fresh and the lease is not held', async () => {
      const lane = db.lane();
      await taken(db.open(), lane, node('anna'));
      expect(await db.open().take(TOPIC, lane, node('boris'))).toEqual({ kind: 'held', holder: 'anna' });
    });

    it('gives a held lane to whoever has the lease', async () => {
      const lane = db.lane();
      await taken(db.open(), lane, node('anna'));
      expect(await db.open().take(TOPIC, lane, node('boris', true))).toMatchObject({ kind: 'taken' });
    });

    it('gives a lane away once its holder has been silent for six seconds', async () => {
      const lane = db.lane();
      await taken(db.open(), lane, node('anna'));
      await db.pass(6_000);
      expect(await db.open().take(TOPIC, lane, node('boris'))).toMatchObject({ kind: 'taken' });
    });

    it('keeps a lane whose holder sends heartbeats', async () => {
      const lane = db.lane();
      const store = db.open();
      const own = await taken(store, lane, node('anna'));
      await db.pass(4_000);
      await store.heartbeat(own);
      await db.pass(1_000);
      expect(await db.open().take(TOPIC, lane, node('boris'))).toEqual({ kind: 'held', holder: 'anna' });
    });

    it('frees a lane at once when its owner lets go', async () => {
      const lane = db.lane();
      const store = db.open();
      await store.letGo(await taken(store, lane, node('anna')));
      expect(await db.open().take(TOPIC, lane, node('boris'))).toMatchObject({ kind: 'taken' });
    });

    it('does not let an old owner let go of its successor’s lane', async () => {
      const lane = db.lane();
      const store = db.open();
      const old = await taken(store, lane, node('anna'));
      await taken(db.open(), lane, node('boris', true));
      await store.letGo(old);
      expect(await db.open().take(TOPIC, lane, node('vera'))).toEqual({ kind: 'held', holder: 'boris' });
    });

    it('gives a lane that several nodes ask for at once to one of them', async () => {
      const lane = db.lane();
      const takes = await Promise.all(
        ['anna', 'boris', 'vera', 'mark'].map((holder) => db.open().take(TOPIC, lane, node(holder))),
      );
      expect(takes.filter((take) => take.kind === 'taken')).toHaveLength(1);
    });

    it('lets an old owner write nothing, and tells it', async () => {
      const { store, own } = await db.owner();
      const successor = db.open();
      const theirs = await taken(successor, own.lane);
      const writing = store.transact(own, async (tx) => {
        await tx.takeIn(['late'], 10);
        await tx.apply({ publish: [outgoing('late')] });
      });
      await expect(writing).rejects.toThrow(OwnershipLost);
      await expect(store.heartbeat(own)).rejects.toThrow(OwnershipLost);
      await expect(store.recover(own)).rejects.toThrow(OwnershipLost);
      await expect(store.work(own, 'redmine', 0, 1)).rejects.toThrow(OwnershipLost);
      expect(await successor.recover(theirs)).toMatchObject({ offset: 0, outbox: [] });
    });

    it('takes the right epoch without the right nonce, or the other way about, for another’s', async () => {
      const { store, own } = await db.owner();
      for (const another of [
        { ...own, nonce: 'guessed' },
        { ...own, epoch: own.epoch + 1 },
      ]) {
        await expect(store.heartbeat(another)).rejects.toThrow(OwnershipLost);
        await expect(store.transact(another, (tx) => tx.takeIn(['late'], 1))).rejects.toThrow(OwnershipLost);
      }
    });
  });
