import { describe, expect, it } from '@jest/globals';
import { type RecordBytes, toBytes } from '#contracts';
import { virtualClock } from '../virtual-clock.js';
import { createCluster } from './rehearsal/cluster.js';
import { createOutside } from './rehearsal/outside.js';
import { createStage, done } from './rehearsal/one-stage.js';
import { word } from './rehearsal/two-stages.js';

const DAY = 86_400_000;
const LATER = Date.UTC(2100, 0, 1);

/** The first stage on one lane. */
function collecting(now?: number) {
  const clock = virtualClock(now);
  const outside = createOutside(clock);
  const cluster = createCluster({ clock, lanes: 1, outside, random: () => 0.5 });
  return { clock, outside, cluster, lane: () => cluster.database.lane('session-events', 0) };
}

/** The poison there is: the `n`th record of a person. */
const POISON: Record<string, (person: number, n: number) => RecordBytes> = {
  'do not parse': (person) => ({ key: `${person}`, value: Buffer.from('{') }),
  'the core throws on': (person, n) => toBytes(word(`poison ${person}`, n, LATER)),
  'the core throws on when it reads what they need': (person, n) => toBytes(word(`unreadable ${person}`, n, LATER)),
  'the database refuses': (person, n) => toBytes(word(`NUL \0 ${person}`, n, LATER)),
};
const sent = (bytes: RecordBytes) => ({ ...bytes, id: '', topic: 'session-events' as const, lane: 0 });

describe('intake', () => {
  it('does not wait for work that hangs, or for a window', async () => {
    const { clock, start, submit, lane, broker } = createStage({ run: () => new Promise(() => undefined) });
    start();
    for (let i = 0; i < 10; i += 1) {
      void submit({ id: `${i}` });
      await clock.advance(300);
    }
    expect(lane().offset).toBe(10);
    expect(broker.partition('deliveries', 0).end).toBe(10);
  });

  it('commits the offset with what the records brought about, once, also where the answer to a commit is lost', async () => {
    let lost = 0;
    const { clock, start, submit, lane } = createStage(
      { run: async () => done },
      {
        hooks: {
          at(boundary, call) {
            if (boundary !== 'answer' || call !== 'transact') return;
            lost += 1;
            if (lost % 3 !== 0) throw new Error('the answer is lost');
          },
        },
      },
    );
    const { failures } = start();
    void submit({ id: 'a' }, { id: 'b', dueAt: LATER });
    await clock.advance(60_000);
    expect(failures).toEqual([]);
    expect(lane().offset).toBe(2);
    expect([...lane().work.keys()]).toEqual(['b']);
  });

  it('bisects what the database refuses down to the record, and takes the others in', async () => {
    const { clock, start, submit, lane } = createStage({ run: async () => done });
    const { failures } = start();
    const orders = Array.from({ length: 9 }, (_, i) => ({
      id: `${i}`,
      body: i === 5 ? 'a NUL: \0' : i,
      dueAt: LATER,
    }));
    void submit(...orders);
    await clock.advance(5_000);
    expect([...lane().work.keys()]).toEqual(['0', '1', '2', '3', '4', '6', '7', '8']);
    expect([...lane().dead.values()]).toMatchObject([{ offset: 5, cause: 'the database refuses a value of it' }]);
    expect([lane().offset, failures]).toEqual([9, []]);
  });

  it('finds what the database refuses without gathering, however slow that is: what comes after it waits for no more', async () => {
    const pass = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
    const { clock, start, submit, lane } = createStage(
      { run: async () => done },
      { hooks: { at: (boundary, call) => (boundary === 'call' && call === 'transact' ? pass(50) : undefined) } },
    );
    start();
    void submit({ id: 'before', dueAt: LATER });
    await clock.advance(5_000);
    const began = clock.monotonic();
    void submit(
      ...Array.from({ length: 8 }, (_, i) => ({ id: `${i}`, body: i === 5 ? 'a NUL: \0' : i, dueAt: LATER })),
    );
    await clock.run(() => lane().offset === 9);
    expect([lane().dead.size, lane().work.size]).toEqual([1, 8]);
    expect(clock.monotonic() - began).toBeLessThan(800);
  });

  it('keeps bytes that do not parse with their cause and place, and goes on', async () => {
    const { clock, start, submit, lane, broker } = createStage({ run: async () => done });
    start();
    broker
      .partition('deliveries', 0)
      .append([{ id: 'x', topic: 'deliveries', lane: 0, key: 'a NUL: \0', value: Buffer.from('not JSON') }]);
    void submit({ id: 'a', dueAt: LATER });
    await clock.advance(5_000);
    expect([...lane().dead.values()]).toMatchObject([{ topic: 'deliveries', lane: 0, offset: 0, cause: 'not JSON' }]);
    expect([...lane().work.keys()]).toEqual(['a']);
  });

  it.each(Object.entries(POISON))(
    'stops loudly, and not at the end of the batch, when records that %s come on many keys at once',
    async (_, poison) => {
      const { clock, cluster, lane } = collecting();
      cluster.start();
      cluster.broker.partition('session-events', 0).append(Array.from({ length: 30 }, (_, n) => sent(poison(n, 1))));
      await clock.advance(5_000);
      expect(cluster.failures.map(({ error }) => error.name)).toEqual(['LaneFault']);
      expect(lane().offset).toBeLessThan(30);
    },
  );

  it.each(Object.entries(POISON))(
    'makes dead letters of records that %s, however many, on one key',
    async (_, poison) => {
      const { clock, cluster, lane } = collecting();
      cluster.start();
      cluster.broker.partition('session-events', 0).append(Array.from({ length: 30 }, (_, n) => sent(poison(1, n))));
      await clock.advance(5_000);
      expect([cluster.failures, lane().offset, lane().dead.size]).toEqual([[], 30, 30]);
    },
  );

  it('makes a record older than the inbox remembers a dead letter, never a duplicate', async () => {
    const { clock, cluster, outside, lane } = collecting();
    cluster.start();
    void cluster.publish([word('anna', 1, clock.now() - 9 * DAY), word('anna', 2, clock.now())]);
    await clock.advance(5_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:2']);
    expect([...lane().dead.values()].map(({ cause }) => cause)).toEqual(['older than the inbox remembers']);
  });

  it('drops an id it knows, from this batch or from before midnight, and makes no dead letter of it', async () => {
    const { clock, cluster, outside, lane } = collecting(Date.UTC(2026, 0, 1, 23, 59, 50));
    cluster.start();
    const once = word('anna', 1, clock.now());
    void cluster.publish([once, once]);
    await clock.advance(20_000);
    void cluster.publish([once]);
    await clock.advance(5_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1']);
    expect([lane().offset, lane().dead.size]).toEqual([3, 0]);
  });
});
