import { describe, expect, it } from '@jest/globals';
import { silent } from '#telemetry';
import { createMemoryStore, MemoryDatabase, type MemoryHooks } from '../store/memory/index.js';
import { OwnershipLost, Refused } from '../store/store.js';
import { type VirtualClock, virtualClock } from '../virtual-clock.js';
import { createWriter } from './writer.js';

/** A database whose transactions take so long (ms). */
const slow =
  (tookMs: number) =>
  (clock: VirtualClock): MemoryHooks => ({
    at(boundary, call) {
      if (boundary !== 'call' || call !== 'transact') return undefined;
      return new Promise<void>((resolve) => void clock.after(tookMs, resolve));
    },
  });

async function setUp(behaves?: MemoryHooks | ((clock: VirtualClock) => MemoryHooks)) {
  const clock = virtualClock();
  const hooks = typeof behaves === 'function' ? behaves(clock) : behaves;
  const database = new MemoryDatabase<undefined, never>({ clock, side: { reads: undefined, apply: () => undefined } });
  const store = createMemoryStore({ database, ...(hooks ? { hooks } : {}) });
  const taken = await store.take('deliveries', 0, { holder: 'test', leaseHeld: true });
  if (taken.kind === 'held') throw new Error('held');
  const committed: string[] = [];
  let lost = 0;
  const writer = createWriter({
    store,
    own: taken.own,
    clock,
    log: silent,
    lost: () => void (lost += 1),
    committed: ({ change }) => void committed.push(...(change.states ?? []).map(({ key }) => key)),
  });
  writer.begin(0);
  const write = (key: string, state: unknown = {}) => writer.write({ states: [{ key, state }] });
  return {
    clock,
    database,
    store,
    writer,
    write,
    committed,
    lost: () => lost,
    lane: () => database.lane('deliveries', 0),
  };
}

describe('the writer of a lane', () => {
  it('writes what waits together in one transaction, and lets it take effect in its order', async () => {
    const { write, committed, lane } = await setUp();
    await Promise.all(['a', 'b', 'c'].map((key) => write(key)));
    expect(committed).toEqual(['a', 'b', 'c']);
    expect(lane().serial).toBe(1);
  });

  it('does not let others suffer for a value that the database refuses', async () => {
    const { write, committed } = await setUp();
    const results = await Promise.allSettled([write('a'), write('poison', 'nul\0'), write('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: expect.any(Refused) });
    expect(committed).toEqual(['a', 'c']);
  });

  it('writes once, however often the answer to a commit is lost', async () => {
    let lost = 0;
    const { clock, write, writer, committed, lane } = await setUp({
      at(boundary, call) {
        if (boundary === 'answer' && call === 'transact' && (lost += 1) <= 3) throw new Error('the answer is lost');
      },
    });
    let steps = 0;
    void writer.step(async () => ((steps += 1), { states: [{ key: 'a', state: steps }] }));
    void write('b');
    await clock.run(() => committed.length === 2);
    expect([steps, committed]).toEqual([1, ['a', 'b']]);
    expect(lane().states.get('a')?.json).toBe('1');
  });

  it('rejects what waits once the lane is not ours, and says so once', async () => {
    const { store, write, lost, lane } = await setUp();
    await store.take('deliveries', 0, { holder: 'successor', leaseHeld: true });
    await expect(Promise.all([write('a'), write('b')])).rejects.toThrow(OwnershipLost);
    await expect(write('c')).rejects.toThrow(OwnershipLost);
    expect([lost(), lane().states.size]).toEqual([1, 0]);
  });

  it('proves the lane to be ours by what it committed last, and anew where that is too old on either clock', async () => {
    const { clock, writer, write, lane } = await setUp();
    await write('a');
    await clock.advance(900);
    await writer.owned(1_000);
    expect(lane().serial).toBe(1);
    await clock.advance(200);
    clock.jump(-5_000);
    await writer.owned(1_000);
    expect(lane().serial).toBe(2);
    clock.jump(2_000);
    await writer.owned(1_000);
    expect(lane().serial).toBe(3);
  });

  it('dates a proof by when its transaction began, for the lane may be another’s since', async () => {
    let slow = false;
    const world = await setUp({
      at: () => (slow ? new Promise<void>((resolve) => world.clock.after(200, resolve)) : undefined),
    });
    const { clock, writer } = world;
    const [began, wall] = [clock.monotonic(), clock.now()];
    slow = true;
    const proof = writer.owned(1_000);
    await clock.advance(1_000);
    expect(await proof).toEqual({ wall, monotonic: began });
  });

  it('gathers once its commits have taken more than their share of the time', async () => {
    const { clock, write, committed, lane } = await setUp(slow(30));
    for (const key of ['a', 'b']) {
      void write(key);
      await clock.advance(30);
    }
    for (const key of ['c', 'd', 'e']) {
      void write(key);
      await clock.advance(50);
    }
    expect([committed, lane().serial]).toEqual([['a', 'b'], 2]);
    await clock.advance(100);
    expect([committed, lane().serial]).toEqual([['a', 'b', 'c', 'd', 'e'], 3]);
  });

  it('gathers a quarter of a second for a step in all, also where it goes after another one', async () => {
    const { clock, writer, write, committed } = await setUp(slow(100));
    void write('before');
    await clock.advance(100);
    for (const key of ['a', 'b']) void writer.step(async () => ({ states: [{ key, state: 1 }] }));
    await clock.advance(250 + 2 * 100);
    expect(committed).toEqual(['before', 'a', 'b']);
  });

  it('gathers for nothing while it catches up, and as before once it has', async () => {
    const { clock, writer, write, lane } = await setUp(slow(30));
    writer.catchUp();
    for (let i = 0; i < 8; i += 1) {
      void write(String(i));
      await clock.advance(30);
    }
    expect(lane().serial).toBe(8);
    void write('gathers');
    await clock.advance(100);
    expect(lane().serial).toBe(8);
    await clock.advance(200);
    expect(lane().serial).toBe(9);
  });

  it('gathers for nothing once a step is urgent, and takes along what waits', async () => {
    const { clock, writer, write, lane } = await setUp(slow(100));
    void write('a');
    await clock.advance(100);
    void write('b');
    void writer.step(async () => ({ states: [{ key: 'c', state: 1 }] }), true);
    await clock.advance(100);
    expect([lane().serial, lane().states.size]).toEqual([2, 3]);
    void write('d');
    await clock.advance(150);
    expect(lane().serial).toBe(2);
    await clock.advance(200);
    expect(lane().serial).toBe(3);
  });

  it('lets what nobody waits for ride along with the next commit, or go by itself after a second', async () => {
    const { clock, writer, write, lane } = await setUp();
    const along = (key: string) => void writer.writeAlong({ states: [{ key, state: 1 }] });
    along('a');
    await clock.advance(500);
    expect(lane().serial).toBe(0);
    await write('b');
    expect([lane().serial, [...lane().states.keys()].toSorted()]).toEqual([1, ['a', 'b']]);
    along('c');
    await clock.advance(999);
    expect(lane().serial).toBe(1);
    await clock.advance(2);
    expect([lane().serial, lane().states.size]).toEqual([2, 3]);
  });

  it('gathers no more once the lane is on its way out', async () => {
    const { clock, writer, write, lane } = await setUp(slow(100));
    void write('a');
    await clock.advance(100);
    void write('b');
    void writer.writeAlong({ states: [{ key: 'c', state: 1 }] });
    await clock.advance(100);
    expect(lane().states.size).toBe(1);
    void writer.idle();
    await clock.advance(100);
    expect(lane().states.size).toBe(3);
  });

  it('rejects at once what still gathers when the lane ends', async () => {
    const { clock, writer, write, lane } = await setUp(slow(100));
    void write('a');
    await clock.advance(100);
    const waiting = write('b').catch((error: Error) => error.message);
    await Promise.resolve();
    writer.end(new OwnershipLost('it ended'));
    expect(await waiting).toBe('it ended');
    expect(lane().states.size).toBe(1);
  });

  it('tells a change when the transaction that wrote it began, also where an earlier try came to nothing', async () => {
    let tries = 0;
    const { clock, writer, lane } = await setUp({
      at(boundary, call) {
        if (boundary === 'call' && call === 'transact' && (tries += 1) <= 2) throw new Error('the database is away');
      },
    });
    const began = writer.writeDated(({ monotonic }) => ({ states: [{ key: 'a', state: monotonic }] }));
    await clock.run(() => lane().states.size > 0);
    expect(lane().states.get('a')?.json).toBe(String((await began).monotonic));
    expect((await began).monotonic).toBe(300);
  });
});
