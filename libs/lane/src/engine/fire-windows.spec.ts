import { expect, it } from '@jest/globals';
import { silent } from '#telemetry';
import type { LaneService } from '../service.js';
import { createMemoryStore, MemoryDatabase } from '../store/memory/index.js';
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

it('fires every window but those the core throws on or the database refuses, which stand still from then on', async () => {
  const clock = virtualClock();
  const rows: string[] = [];
  const side = {
    reads: undefined,
    apply(words: readonly string[]) {
      if (words.includes('refused')) throw new Error('refused');
      rows.push(...words);
    },
  };
  const database = new MemoryDatabase<undefined, string>({ clock, side });
  const store = createMemoryStore({ database });
  const taken = await store.take('session-events', 0, { holder: 'test', leaseHeld: true });
  if (taken.kind === 'held') throw new Error('held');
  const { own } = taken;
  const keys = ['anna', 'boris', 'refused', 'throws', 'vera'];
  const states = [...keys, 'later'].map((key) => ({ key, state: {}, dueAt: key === 'later' ? 2_000 : 1_000 }));
  await store.transact(own, async (tx) => void (await tx.apply({ states })));
  const writer = createWriter({
    store,
    own,
    clock,
    log: silent,
    lost: () => undefined,
    committed: () => undefined,
  });
  writer.begin(1);

  await createFireWindows({ service, own, writer })([...keys, 'later'], 1_500);

  const lane = database.lane('session-events', 0);
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
