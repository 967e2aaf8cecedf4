import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '../../virtual-clock.js';
import { outgoing, taken } from '../conformance/fixtures.js';
import { OwnershipLost } from '../store.js';
import { createMemoryStore, MemoryDatabase, type Boundary, type MemoryHooks } from './index.js';

const DAY = 86_400_000;

function simulation() {
  const clock = virtualClock();
  let notes: string[] = [];
  const side = {
    reads: { notes: () => notes },
    apply: (rows: readonly string[]) => void notes.push(...rows),
    replica() {
      const copy = [...notes];
      return () => void (notes = [...copy]);
    },
  };
  const database = new MemoryDatabase({ clock, side });
  const open = (hooks?: MemoryHooks) => createMemoryStore<typeof side.reads, string>({ database, hooks });
  return { clock, database, open };
}

/** Fails every call at this boundary. */
const failing = (where: Boundary): MemoryHooks => ({
  at(boundary, call) {
    if (call === 'transact' && boundary === where) throw new Error('the database is away');
  },
});

describe('a simulated database', () => {
  it.each([
    ['before a call', 'call', 0],
    ['before the commit', 'commit', 0],
    ['before the answer to a commit', 'answer', 1],
  ] as const)('that goes away %s leaves offset and side rows in step', async (_, where, offset) => {
    const { open } = simulation();
    const store = open(failing(where));
    const own = await taken(store, 0);
    const writing = store.transact(own, async (tx) => {
      await tx.takeIn(['a'], 1);
      await tx.apply({ side: ['a'] });
    });
    await expect(writing).rejects.toThrow('away');
    expect(await store.recover(own)).toMatchObject({ offset, serial: offset });
    expect(store.side.notes()).toHaveLength(offset);
  });

  it('frees the lane of a crashed node and drops what it had not committed', async () => {
    const { open } = simulation();
    const node = open();
    const own = await taken(node, 0);
    await node.transact(own, (tx) => tx.apply({ publish: [outgoing('kept')] }).then(() => undefined));
    const answered: unknown[] = [];
    void node
      .transact(own, async (tx) => {
        await tx.apply({ publish: [outgoing('lost')] });
        node.crash();
        await tx.takeIn(['lost'], 1);
      })
      .finally(() => answered.push('answered'));
    const next = open();
    const { outbox } = await next.recover(await taken(next, 0));
    expect(outbox.map((row) => row.id)).toEqual(['kept']);
    expect(answered).toEqual([]);
  });

  it('ends the transaction of a stopped node after five seconds', async () => {
    const { clock, open } = simulation();
    const stop = Promise.withResolvers<void>();
    const node = open({
      at: (boundary, call) => (call === 'transact' && boundary === 'commit' ? stop.promise : undefined),
    });
    const own = await taken(node, 0);
    const late = node.transact(own, (tx) => tx.takeIn(['late'], 1));
    const next = open();
    const taking = taken(next, 0);
    await clock.advance(5_000);
    const theirs = await taking;
    stop.resolve();
    await expect(late).rejects.toThrow('ended this connection');
    expect(await next.recover(theirs)).toMatchObject({ offset: 0 });
  });

  it('may give out an epoch twice after a failover, never an ownership', async () => {
    const { database, open } = simulation();
    const failOver = database.replica();
    const [old, next] = [open(), open()];
    const before = await taken(old, 0);
    await old.transact(before, async (tx) => {
      await tx.takeIn(['a'], 1);
      await tx.apply({ side: ['a'] });
    });
    failOver();
    const after = await taken(next, 0);
    expect(after.epoch).toBe(before.epoch);
    await expect(old.heartbeat(before)).rejects.toThrow(OwnershipLost);
    expect(await next.recover(after)).toMatchObject({ offset: 0 });
    expect(next.side.notes()).toEqual([]);
  });

  it('forgets ids with the day they were taken in', async () => {
    const { clock, database, open } = simulation();
    const store = open();
    const own = await taken(store, 0);
    await store.transact(own, (tx) => tx.takeIn(['old'], 1));
    await clock.advance(9 * DAY);
    await store.transact(own, (tx) => tx.takeIn(['new'], 2));
    database.rollInbox(8);
    expect(await store.transact(own, (tx) => tx.known(['old', 'new']))).toEqual(new Set(['new']));
  });
});
