import { describe, expect, it } from '@jest/globals';
import { Refused } from '../store.js';
import { database, DAY, outgoing, standing, taken, work } from './fixtures.js';
import type { Make } from './harness.js';

export const describeTransactions = (make: Make) =>
  describe('transactions of a lane', () => {
    const db = database(make);

    it('begin at the offset the last one left, and count themselves', async () => {
      const { store, own } = await db.owner();
      const seen = () => store.transact(own, async ({ offset, serial }) => ({ offset, serial }));
      expect(await seen()).toEqual({ offset: 0, serial: 0 });
      await store.transact(own, (tx) => tx.takeIn(['a', 'b'], 2));
      expect(await seen()).toEqual({ offset: 2, serial: 2 });
      const again = await taken(store, own.lane);
      expect(await store.recover(again)).toMatchObject({ offset: 2, serial: 0 });
    });

    it('know the ids taken in before, and no others', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) => tx.takeIn(['a', 'b'], 2));
      const known = await store.transact(own, (tx) => tx.known(['a', 'b', 'c']));
      expect([...known].sort()).toEqual(['a', 'b']);
    });

    it('know the ids taken in before midnight', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) => tx.takeIn(['yesterday'], 1));
      await db.pass(DAY);
      await store.transact(own, (tx) => tx.takeIn(['today'], 2));
      const known = await store.transact(own, (tx) => tx.known(['yesterday', 'today']));
      expect(known).toEqual(new Set(['yesterday', 'today']));
    });

    it('keep the ids of another lane apart', async () => {
      const [a, b] = [await db.owner(), await db.owner()];
      await a.store.transact(a.own, (tx) => tx.takeIn(['a'], 1));
      expect(await b.store.transact(b.own, (tx) => tx.known(['a']))).toEqual(new Set());
    });

    it('write states exactly, the last of a key counting, and delete with null', async () => {
      const { store, own } = await db.owner();
      const draft = { zebra: 1, apple: ['ü', '🔥', '\\u0000 as words'], nested: { b: null, a: 0.1 } };
      await store.transact(own, (tx) =>
        tx.apply({
          states: [
            { key: 'kept', state: 'before' },
            { key: 'kept', state: draft, dueAt: 5_000 },
            { key: 'gone', state: 1 },
          ],
        }),
      );
      await store.transact(own, (tx) => tx.apply({ states: [{ key: 'gone', state: null }] }));
      const states = await store.transact(own, (tx) => tx.states(['kept', 'gone', 'never']));
      expect([...states]).toEqual([['kept', { state: draft, dueAt: 5_000 }]]);
      expect(JSON.stringify(states.get('kept')?.state)).toBe(JSON.stringify(draft));
    });

    it('see the states and ids they wrote themselves', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, async (tx) => {
        await tx.takeIn(['a'], 1);
        await tx.apply({ states: [{ key: 'k', state: 1 }] });
        expect(await tx.known(['a'])).toEqual(new Set(['a']));
        expect(await tx.states(['k'])).toEqual(new Map([['k', { state: 1, dueAt: undefined }]]));
      });
    });

    it('page the states that are due, earliest first and those of one moment together', async () => {
      const { store, own } = await db.owner();
      const states = [9_000, 1_000, 4_000, 1_000, 2_000].map((dueAt, i) => ({ key: `${i}`, state: 1, dueAt }));
      await store.transact(own, (tx) => tx.apply({ states: [...states, { key: 'never', state: 1 }] }));
      const page = (after: number, limit: number) => store.transact(own, (tx) => tx.due(after, limit));
      const times = async (after: number, limit: number) => (await page(after, limit)).map(({ dueAt }) => dueAt);
      expect((await page(-1, 1)).map(({ key }) => key).sort()).toEqual(['1', '3']);
      expect(await times(-1, 3)).toEqual([1_000, 1_000, 2_000]);
      expect(await times(1_000, 2)).toEqual([2_000, 4_000]);
      expect(await times(2_000, 9)).toEqual([4_000, 9_000]);
      expect(await times(9_000, 9)).toEqual([]);
    });

    it('make everything true together, side rows too', async () => {
      const { store, own } = await db.owner();
      const key = `note/${own.lane}`;
      await store.transact(own, async (tx) => {
        await tx.takeIn(['a'], 1);
        await tx.apply({ newWork: [work('a')], publish: [outgoing('a')], side: [{ key, text: 'hello' }] });
      });
      expect(await store.side.note(key)).toBe('hello');
      expect(await store.transact(own, (tx) => tx.side.note(key))).toBe('hello');
      expect(await store.recover(own)).toMatchObject({ offset: 1, outbox: [outgoing('a')], endpoints: ['redmine'] });
    });

    it('leave nothing behind when what runs inside throws', async () => {
      const { store, own } = await db.owner();
      const key = `note/${own.lane}`;
      const failing = store.transact(own, async (tx) => {
        await tx.takeIn(['a'], 1);
        await tx.apply({
          states: [{ key: 'k', state: 1, dueAt: 1 }],
          newWork: [work('a')],
          publish: [outgoing('a')],
          side: [{ key, text: 'hello' }],
        });
        throw new Error('the core gave up');
      });
      await expect(failing).rejects.toThrow('the core gave up');
      expect(await store.side.note(key)).toBeUndefined();
      const nothing = { offset: 0, serial: 0, againBefore: 0, failedOver: false, outbox: [], endpoints: [], open: [] };
      expect(await store.recover(own)).toEqual(nothing);
      expect(await store.transact(own, (tx) => tx.known(['a']))).toEqual(new Set());
    });

    it('of one lane run one after another', async () => {
      const { store, own } = await db.owner();
      await Promise.all(
        Array.from({ length: 8 }, () =>
          store.transact(own, async (tx) => {
            const { state = 0 } = (await tx.states(['count'])).get('count') ?? {};
            await tx.apply({ states: [{ key: 'count', state: (state as number) + 1 }] });
          }),
        ),
      );
      const states = await store.transact(own, (tx) => tx.states(['count']));
      expect(states.get('count')?.state).toBe(8);
    });

    it('of one lane do not wait for another’s', async () => {
      const [slow, quick] = [await db.owner(), await db.owner()];
      const hold = Promise.withResolvers<void>();
      const waiting = slow.store.transact(slow.own, async (tx) => {
        await tx.takeIn(['slow'], 1);
        await hold.promise;
      });
      await quick.store.transact(quick.own, (tx) => tx.takeIn(['quick'], 1));
      hold.resolve();
      await waiting;
      expect(await slow.store.recover(slow.own)).toMatchObject({ offset: 1 });
    });

    const refused = {
      'a NUL in a key': { states: [{ key: 'nul\0', state: 1 }] },
      'a NUL deep in a state': { states: [{ key: 'k', state: { words: ['nul\0'] } }] },
      'a NUL in the body of work': { newWork: [work('nul', { body: 'nul\0' })] },
      'a NUL in a baseline': { newWork: [work('w')], work: [standing('w', { baseline: 'nul\0' })] },
      'a side row the database refuses': { side: [{ key: 'refused', text: 'refuse this' }] },
    };
    it.each(Object.entries(refused))('refuse %s, write nothing and go on', async (_, change) => {
      const { store, own } = await db.owner();
      const writing = store.transact(own, async (tx) => {
        await tx.takeIn(['poison'], 1);
        await tx.apply({ publish: [outgoing('a')], ...change });
      });
      await expect(writing).rejects.toThrow(Refused);
      expect(await store.recover(own)).toMatchObject({ offset: 0, outbox: [], endpoints: [] });
      await store.transact(own, (tx) => tx.takeIn(['fine'], 1));
    });

    it('leave work as it is that is there already', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) => tx.apply({ newWork: [work('follow')] }));
      await store.transact(own, (tx) => tx.apply({ work: [standing('follow', { tries: 3 })] }));
      await store.transact(own, (tx) => tx.apply({ newWork: [work('follow'), work('new')] }));
      const { endpoints } = await store.recover(own);
      const found = await store.work(own, endpoints[0] as string, -1, 10);
      expect(found.map(({ id, tries }) => [id, tries])).toEqual([
        ['follow', 3],
        ['new', 0],
      ]);
    });

    it('refuse an id that is taken in already', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) => tx.takeIn(['a'], 1));
      await expect(store.transact(own, (tx) => tx.takeIn(['a'], 2))).rejects.toThrow(Refused);
    });

    it.each(['a key', 'a state'])('do not commit where the refusal of %s was swallowed', async (what) => {
      const { store, own } = await db.owner();
      const states = [what === 'a key' ? { key: 'nul\0', state: 1 } : { key: 'k', state: 'nul\0' }];
      const writing = store.transact(own, async (tx) => {
        await tx.takeIn(['a'], 1);
        await tx.apply({ states }).catch(() => undefined);
      });
      await expect(writing).rejects.toThrow(Refused);
      expect(await store.recover(own)).toMatchObject({ offset: 0 });
    });
  });
