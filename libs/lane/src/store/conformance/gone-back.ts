import { describe, expect, it } from '@jest/globals';
import { KEPT_FORGOTTEN, type Ownership } from '../store.js';
import { database, taken, type Store } from './fixtures.js';
import type { Make } from './harness.js';

const HOUR = 3_600_000;

export const describeGoneBack = (make: Make) =>
  describe('the times a lane has forgotten', () => {
    const db = database(make);

    /** Its owner, who has written, falls silent for so many hours; whoever takes the lane then finds the log ahead. */
    async function foundBehind(store: Store, own: Ownership, hours: number, told = 9): Promise<Ownership> {
      await db.pass(hours * HOUR);
      const next = await taken(store, own.lane);
      await store.transact(next, (tx) => tx.apply({ goneBack: { told, againBefore: 7_000 } }));
      return next;
    }
    /** How many hours each of them is long. A database takes a moment for what is an instant here. */
    const hoursOf = async ({ lane }: Ownership) =>
      (await db.forgotten(lane)).map(({ since, until }) => Math.round((until - since) / HOUR));
    const takesIn = (store: Store, own: Ownership, next: number) =>
      store.transact(own, (tx) => tx.takeIn([`up to ${next}`], next));

    it('are none where it never went back', async () => {
      const { own } = await db.owner();
      expect(await db.forgotten(own.lane)).toEqual([]);
    });

    it('go from when its last owner was heard to when that was found, each time it went back, oldest first', async () => {
      const { store, own } = await db.owner();
      await takesIn(store, own, 5);
      const once = await foundBehind(store, own, 2);
      await takesIn(store, once, 9);
      const twice = await foundBehind(store, once, 5, 12);
      await takesIn(store, twice, 12);
      await foundBehind(store, twice, 3, 15);
      expect(await hoursOf(own)).toEqual([2, 5, 3]);
      const times = await db.forgotten(own.lane);
      expect(times).toEqual(times.toSorted((a, b) => a.until - b.until));
    });

    it('are one where it is taken again before it has caught up', async () => {
      const { store, own } = await db.owner();
      await takesIn(store, own, 5);
      await foundBehind(store, await foundBehind(store, own, 2), 4);
      expect(await hoursOf(own)).toEqual([2]);
    });

    it('are two where the database fails over again before it has caught up', async () => {
      const { store, own } = await db.owner();
      await takesIn(store, own, 5);
      const once = await foundBehind(store, own, 2);
      await db.failOver();
      await foundBehind(store, once, 4);
      expect(await hoursOf(own)).toEqual([2, 4]);
    });

    it('begin with the last owner that wrote, and not with one that came and went', async () => {
      const { store, own } = await db.owner();
      await takesIn(store, own, 5);
      await db.pass(2 * HOUR);
      await foundBehind(store, await taken(store, own.lane), 3);
      expect(await hoursOf(own)).toEqual([5]);
    });

    it('are the latest where they are many', async () => {
      const { store, own: first } = await db.owner();
      let own = first;
      for (let time = 1; time <= KEPT_FORGOTTEN + 2; time += 1) {
        own = await foundBehind(store, own, time, time);
        await takesIn(store, own, time);
      }
      expect(await hoursOf(own)).toEqual(Array.from({ length: KEPT_FORGOTTEN }, (_, kept) => kept + 3));
    });
  });
