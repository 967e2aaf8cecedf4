import { describe, expect, it } from '@jest/globals';
import { database, letter, outgoing, standing, taken, work } from './fixtures.js';
import type { Make } from './harness.js';

export const describePending = (make: Make) =>
  describe('what a lane has pending', () => {
    const db = database(make);

    it('numbers new work in the order of its creation, across transactions and owners', async () => {
      const { store, own } = await db.owner();
      const add = (by: typeof own, ...ids: string[]) =>
        store.transact(by, (tx) => tx.apply({ newWork: ids.map((id) => work(id)) }));
      const [a, b] = await add(own, 'a', 'b');
      const [c] = await add(await taken(store, own.lane), 'c');
      expect([a, b, c]).toEqual([a, b, c].toSorted((x = 0, y = 0) => x - y));
      expect(new Set([a, b, c]).size).toBe(3);
    });

    it('gives work back as it was put in, ready', async () => {
      const { store, own } = await db.owner();
      const full = work('a', { gate: 'anna', trace: '00-1-2-01', dependsOn: 'b', expiresAt: 9_000, effect: false });
      const [seq] = await store.transact(own, (tx) => tx.apply({ newWork: [full] }));
      const [found] = await store.work(own, 'redmine', 0, 10);
      expect(found).toEqual({ ...full, seq, state: 'ready', attempt: 0, tries: 0 });
    });

    it('gives work that was ever sent back as unknown, from its last attempt', async () => {
      const { store, own } = await db.owner();
      const sent = { attempt: 3, sendBy: 2_000, baseline: { journal: 77 } };
      await store.transact(own, (tx) => tx.apply({ newWork: [work('a', { sent }), work('b')] }));
      const [a, b] = await store.work(own, 'redmine', 0, 10);
      expect(a).toEqual({ ...work('a'), seq: a?.seq, ...sent, state: 'unknown', tries: 0 });
      expect(b).toEqual({ ...work('b'), seq: b?.seq, state: 'ready', attempt: 0, tries: 0 });
    });

    it('remembers until when its work may have run before, and never less', async () => {
      const { store, own } = await db.owner();
      expect(await store.recover(own)).toMatchObject({ againBefore: 0 });
      await store.transact(own, (tx) => tx.apply({ goneBack: { told: 9, againBefore: 7_000 } }));
      await store.transact(own, (tx) => tx.apply({ goneBack: { told: 9, againBefore: 6_000 } }));
      expect(await store.recover(own)).toMatchObject({ againBefore: 7_000 });
    });

    it('takes every effect that was to be sent for unknown once it has gone back, and nothing else', async () => {
      const { store, own } = await db.owner();
      const newWork = [work('effect'), { ...work('look-up'), effect: false }];
      await store.transact(own, (tx) => tx.apply({ newWork }));
      await store.transact(own, (tx) => tx.apply({ goneBack: { told: 9, againBefore: 7_000 } }));
      await store.transact(own, (tx) => tx.apply({ newWork: [work('later')] }));
      expect((await store.work(own, 'redmine', 0, 10)).map(({ id, state }) => [id, state])).toEqual([
        ['effect', 'unknown'],
        ['look-up', 'ready'],
        ['later', 'ready'],
      ]);
    });

    it('pages the work of one endpoint, oldest first', async () => {
      const { store, own } = await db.owner();
      const newWork = ['a', 'b', 'c', 'd', 'e'].map((id) =>
        work(id, { endpoint: id === 'b' ? 'telegram' : 'redmine' }),
      );
      await store.transact(own, (tx) => tx.apply({ newWork }));
      const first = await store.work(own, 'redmine', 0, 2);
      const rest = await store.work(own, 'redmine', first[1]?.seq ?? 0, 10);
      expect([...first, ...rest].map((one) => one.id)).toEqual(['a', 'c', 'd', 'e']);
      expect(first).toHaveLength(2);
    });

    it('pages the work of one order key, oldest first', async () => {
      const { store, own } = await db.owner();
      const newWork = ['a', 'b', 'c', 'd'].map((id) => work(id, { orderKey: id === 'b' ? 'other' : 'same' }));
      await store.transact(own, (tx) => tx.apply({ newWork }));
      const first = await store.work(own, 'redmine', 0, 2, 'same');
      const rest = await store.work(own, 'redmine', first[1]?.seq ?? 0, 10, 'same');
      expect([first, rest].map((page) => page.map((one) => one.id))).toEqual([['a', 'c'], ['d']]);
    });

    it('changes where work stands, all of it, and removes what is done', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) => tx.apply({ newWork: [work('a'), work('b')] }));
      const told = standing('a', { sendBy: 3_000, baseline: { issue: 4318 }, toldAt: 2_500, lastError: 'timeout' });
      await store.transact(own, (tx) => tx.apply({ work: [told, { id: 'b', to: 'done' }] }));
      const { to, ...fields } = told;
      expect(await store.work(own, 'redmine', 0, 10)).toEqual([expect.objectContaining({ ...fields, state: to })]);
      await store.transact(own, (tx) => tx.apply({ work: [standing('a', { to: 'ready' })] }));
      const [again] = await store.work(own, 'redmine', 0, 10);
      expect(again).toMatchObject({ state: 'ready', sendBy: undefined, baseline: undefined, lastError: undefined });
    });

    it('lets the last change of a work within one transaction count', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) =>
        tx.apply({ newWork: [work('a'), work('b')], work: [standing('a'), { id: 'a', to: 'done' }, standing('b')] }),
      );
      expect((await store.work(own, 'redmine', 0, 10)).map((one) => [one.id, one.state])).toEqual([['b', 'sending']]);
    });

    it('takes every attempt that was on its way for unknown at recovery, and leaves the rest', async () => {
      const { store, own } = await db.owner();
      const ids = ['ready', 'sending', 'unknown', 'doubt'] as const;
      await store.transact(own, (tx) =>
        tx.apply({ newWork: ids.map((id) => work(id)), work: ids.map((to) => standing(to, { to, sendBy: 3_000 })) }),
      );
      const successor = await taken(store, own.lane);
      const { open } = await store.recover(successor);
      expect(open.map(({ id }) => id)).toEqual(['sending', 'unknown', 'doubt']);
      const states = (await store.work(successor, 'redmine', 0, 10)).map(({ id, state, sendBy }) => [
        id,
        state,
        sendBy,
      ]);
      expect(states).toEqual([
        ['ready', 'ready', 3_000],
        ['sending', 'unknown', 3_000],
        ['unknown', 'unknown', 3_000],
        ['doubt', 'doubt', 3_000],
      ]);
    });

    it('does not recover as open what only a database that is no more may have sent, however much that is', async () => {
      const { store, own } = await db.owner();
      const newWork = ['a', 'b', 'c'].map((id) => ({ ...work(id), orderKey: id }));
      await store.transact(own, (tx) => tx.apply({ newWork }));
      await store.transact(own, (tx) => tx.apply({ work: [standing('c')] }));
      await store.transact(own, (tx) => tx.apply({ goneBack: { told: 0, againBefore: 9_000 } }));
      const successor = await taken(store, own.lane);
      const { open } = await store.recover(successor);
      expect(open.map(({ id }) => id)).toEqual(['c']);
      const all = await store.work(successor, 'redmine', 0, 10);
      expect(all.map(({ id, state }) => [id, state])).toEqual(['a', 'b', 'c'].map((id) => [id, 'unknown']));
    });

    it('recovers as open what is the first of its key: what may have been sent once keeps its place behind others', async () => {
      const { store, own } = await db.owner();
      const of = (id: string, orderKey: string, attempt?: number) => ({
        ...work(id),
        orderKey,
        ...(attempt ? { sent: { attempt } } : {}),
      });
      const newWork = [of('a', 'one'), of('b', 'one', 1), of('c', 'two', 1), of('d', 'two', 1)];
      await store.transact(own, (tx) => tx.apply({ newWork }));
      const { open } = await store.recover(await taken(store, own.lane));
      expect(open.map(({ id }) => id)).toEqual(['c']);
    });

    it('recovers every look-up as open, which expires behind whatever waits', async () => {
      const { store, own } = await db.owner();
      const [lookUp, patient] = [60_000, 60_001].map((ms) => ({ effect: false, expiresAt: 1_000 + ms }));
      const newWork = [work('a'), work('b', { ...lookUp, orderKey: work('a').orderKey }), work('c', patient)];
      await store.transact(own, (tx) => tx.apply({ newWork }));
      const { open } = await store.recover(await taken(store, own.lane));
      expect(open.map(({ id }) => id)).toEqual(['b']);
    });

    it('recovers as open what was begun behind a look-up, which is in no order', async () => {
      const { store, own } = await db.owner();
      const orderKey = 'one';
      const lookUp = work('a', { effect: false, expiresAt: 61_000, orderKey });
      const begun = { ...work('b', { orderKey }), sent: { attempt: 1 } };
      await store.transact(own, (tx) => tx.apply({ newWork: [lookUp, begun] }));
      const { open } = await store.recover(await taken(store, own.lane));
      expect(open.map(({ id }) => id)).toEqual(['a', 'b']);
    });

    it('recovers what is to be published, oldest first, with its bytes', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) => tx.apply({ publish: [outgoing('z'), outgoing('m')] }));
      await store.transact(own, (tx) => tx.apply({ publish: [{ ...outgoing('a'), trace: '00-1-2-01' }] }));
      const { outbox } = await store.recover(await taken(store, own.lane));
      expect(outbox).toEqual([outgoing('z'), outgoing('m'), { ...outgoing('a'), trace: '00-1-2-01' }]);
      expect(Buffer.isBuffer(outbox[0]?.value)).toBe(true);
    });

    it('removes exactly the acknowledged from the outbox', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) => tx.apply({ publish: ['a', 'b', 'c'].map(outgoing) }));
      await store.transact(own, (tx) => tx.apply({ published: ['c', 'a', 'unheard-of'] }));
      expect((await store.recover(own)).outbox.map((row) => row.id)).toEqual(['b']);
    });

    it('keeps a record that waits already in its place when work is done again', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) => tx.apply({ publish: ['a', 'b'].map(outgoing) }));
      await store.transact(own, (tx) => tx.apply({ publish: ['c', 'a'].map(outgoing) }));
      expect((await store.recover(own)).outbox.map((row) => row.id)).toEqual(['a', 'b', 'c']);
    });

    it('recovers every endpoint with work', async () => {
      const { store, own } = await db.owner();
      await store.transact(own, (tx) =>
        tx.apply({ newWork: [work('a'), work('b', { endpoint: 'telegram' }), work('c')] }),
      );
      const { endpoints } = await store.recover(own);
      expect(endpoints.toSorted()).toEqual(['redmine', 'telegram']);
    });

    it('keeps dead letters, the first of an id, and takes the second for the same', async () => {
      const { store, own } = await db.owner();
      const [first, second] = [letter('a', own.lane), letter('a', own.lane, { offset: 4 })];
      await store.transact(own, (tx) => tx.apply({ dead: [first, second] }));
      await store.transact(own, (tx) => tx.apply({ dead: [first] }));
      expect(await store.transact(own, async (tx) => tx.serial)).toBe(2);
    });
  });
