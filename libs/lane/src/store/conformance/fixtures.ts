import type { DeadLetter, LaneStore, NewWork, OutboxRow, Ownership, WorkChange } from '../store.js';
import type { Make, LaneStoreHarness, Note, NoteReads } from './harness.js';
import { afterAll, beforeAll } from '@jest/globals';

export const TOPIC = 'session-events';
export const DAY = 86_400_000;

export type Store = LaneStore<NoteReads, Note>;

/** One database for a group of promises; each promise has a lane of its own. */
export function database(make: Make) {
  let harness: LaneStoreHarness;
  let lanes = 0;
  const stores: Store[] = [];
  const open = () => {
    const store = harness.open();
    stores.push(store);
    return store;
  };
  beforeAll(async () => void (harness = await make()));
  afterAll(async () => {
    for (const store of stores) await store.close();
    await harness.close();
  });
  return {
    open,
    lane: () => lanes++,
    pass: (ms: number) => harness.pass(ms),
    failOver: () => harness.failOver(),
    forgotten: (lane: number) => harness.forgotten(lane),
    /** A store that owns a lane nobody has had before. */
    async owner() {
      const store = open();
      return { store, own: await taken(store, lanes++) };
    },
  };
}

/** Takes the lane, which must succeed. */
export async function taken(
  store: Pick<Store, 'take'>,
  lane: number,
  by = { holder: 'anna', leaseHeld: true },
): Promise<Ownership> {
  const take = await store.take(TOPIC, lane, by);
  if (take.kind === 'held') throw new Error(`lane ${lane} is held by ${take.holder}`);
  return take.own;
}

export const work = (id: string, fields: Partial<NewWork> = {}): NewWork => ({
  id,
  kind: 'create',
  orderKey: `order/${id}`,
  endpoint: 'redmine',
  effect: true,
  body: { words: `do ${id}` },
  bornAt: 1_000,
  dueAt: 1_000,
  ...fields,
});

export const letter = (id: string, lane: number, fields: Partial<DeadLetter> = {}): DeadLetter => ({
  id,
  topic: TOPIC,
  lane,
  key: 'chat',
  whose: {},
  cause: 'not JSON',
  value: Buffer.of(1),
  bornAt: 1,
  at: 1,
  ...fields,
});

type Standing = Exclude<WorkChange, { to: 'done' }>;

export const standing = (id: string, fields: Partial<Standing> = {}): Standing => ({
  id,
  to: 'sending',
  dueAt: 2_000,
  attempt: 1,
  tries: 0,
  ...fields,
});

export const outgoing = (id: string): OutboxRow => ({
  id,
  topic: 'deliveries',
  key: `chat/${id}`,
  value: Buffer.from([0, 255, id.length]),
  trace: undefined,
});
