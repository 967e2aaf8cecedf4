import { expect, it } from '@jest/globals';
import { silent } from '#telemetry';
import type { LaneService } from '../service.js';
import { createMemoryStore, MemoryDatabase } from '../store/memory/index.js';
import type { StateWrite } from '../store/store.js';
import { virtualClock } from '../virtual-clock.js';
import { createFireWindows } from './fire-windows.js';
import { createWriter } from './writer.js';

/** A window writes a side row named after its key; one of them throws. */
const service: LaneService<'session-events', undefined, string, undefined> = {
  topic: 'session-events',
  keysOf: () => [],
  load: async () => undefined,
  take: () => ({}),
  due(key) {
    if (key === 'throws') throw new TypeError('a core that cannot');
    return { states: [{ key, state: null }], side: [key] };
  },
};

/** A lane with windows that are due at 1.5 s, but for `later`, which is at 2 s. */
async function setUp(keys: readonly string[]) {
  const clock = virtualClock(1_500);
  const rows: string[] = [];
  const side = {
    reads: undefined,
    apply(words: readonly string[]) {
      if (words.includes('refused')) throw new Error('refused');
      rows.push(...words);
    },
  };
  const trouble = { away: false, slowMs: 0 };
  const database = new MemoryDatabase<undefined, string>({ clock, side });
  const hooks = {
    at: async (boundary: string, call: string) => {
      if (trouble.away) throw new Error('the database is away');
      if (trouble.slowMs === 0 || boundary !== 'call' || call !== 'transact') return;
      await new Promise<void>((resolve) => void clock.after(trouble.slowMs, resolve));
    },
  };
  const store = createMemoryStore({ database, hooks });
  const taken = await store.take('session-events', 0, { holder: 'test', leaseHeld: true });
  if (taken.kind === 'held') throw new Error('held');
  const { own } = taken;
  const states = [...keys, 'later'].map((key) => ({ key, state: {}, dueAt: key === 'later' ? 2_000 : 1_000 }));
  await store.transact(own, async (tx) => void (await tx.apply({ states })));
  const committed: (readonly StateWrite[])[] = [];
  const writer = createWriter({
    store,
    own,
    clock,
    log: silent,
    lost: () => undefined,
    committed: ({ change }) => void committed.push(change.states ?? []),
  });
  writer.begin(1);
  const lane = database.lane('session-events', 0);
  const fire = createFireWindows({ service, own, writer, clock, againBefore: () => 0 });
  return { clock, trouble, rows, lane, committed, fire };
}

it('fires every window but those the core throws on or the database refuses, which stand still from then on', async () => {
  const keys = ['anna', 'boris', 'refused', 'throws', 'vera'];
  const { fire, rows, lane } = await setUp(keys);

  await fire([...keys, 'later']);

  expect(rows.toSorted()).toEqual(['anna', 'boris', 'vera']);
  expect([...lane.states].map(([key, { dueAt }]) => [key, dueAt])).toEqual([
    ['refused', undefined],
    ['throws', undefined],
    ['later', 2_000],
  ]);
  expect([...lane.dead.values()].map(({ key, cause }) => [key, cause]).toSorted()).toEqual([
    ['refused', 'the database refuses a value of it'],
    ['throws', 'the core threw on it'],
  ]);
});

it('finds the one that is refused without gathering: the others wait for no more than the database takes', async () => {
  const keys = ['anna', 'boris', 'refused', 'vera'];
  const { clock, trouble, fire, rows } = await setUp(keys);
  trouble.slowMs = 50;
  const began = clock.monotonic();
  const fired = fire(keys);
  await clock.run(() => rows.length === 3);
  await fired;
  expect(clock.monotonic() - began).toBeLessThan(8 * 50);
});

it('puts back what the database took too long for, to be decided about anew: older words may have come meanwhile', async () => {
  const { clock, trouble, fire, rows, lane, committed } = await setUp(['anna']);
  trouble.away = true;
  const fired = fire(['anna']);
  await clock.advance(2_500);
  trouble.away = false;
  await clock.run();
  await fired;

  expect(rows).toEqual([]);
  expect(lane.states.get('anna')?.dueAt).toBe(1_000);
  expect(committed).toEqual([[{ key: 'anna', state: {}, dueAt: 1_000 }]]);

  await fire(['anna']);
  expect(rows).toEqual(['anna']);
});

it('fires what the database was away for a moment only', async () => {
  const { clock, trouble, fire, rows } = await setUp(['anna']);
  trouble.away = true;
  const fired = fire(['anna']);
  await clock.advance(1_000);
  trouble.away = false;
  await clock.run();
  await fired;
  expect(rows).toEqual(['anna']);
});
