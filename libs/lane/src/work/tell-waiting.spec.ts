import { describe, expect, it } from '@jest/globals';
import { Refused, type LaneChange, type Work } from '../store/store.js';
import { virtualClock } from '../virtual-clock.js';
import { createSchedule } from './schedule.js';
import { createTeller } from './tell-waiting.js';

const NOW = 1_000_000;
const TICK = 3_000;
const piece = (seq: number, more: Partial<Work> = {}): Work => ({
  ...{ id: `${seq}`, seq, kind: 'write', orderKey: `${seq}`, endpoint: 'tracker', effect: true, body: '' },
  ...{ bornAt: 0, state: 'ready', dueAt: 0, attempt: 0, tries: 0 },
  ...more,
});
const upTo = (count: number) => Array.from({ length: count }, (_, i) => piece(i + 1));

/** A tracker that is down, with work for it in memory and left in the store; words are written when the test says so. */
function setUp(left: readonly Work[], { inMemory = [] as readonly Work[], giveUpAfterMs = 10 * TICK } = {}) {
  const clock = virtualClock(NOW);
  const schedule = createSchedule({ enter: () => undefined });
  for (const work of inMemory) schedule.add(work);
  /** Whom somebody began to tell, in that order. */
  const told: string[] = [];
  const toldAt = new Map<string, number | undefined>();
  const givenUp: string[] = [];
  const open = { down: true, mayBegin: true, refuses: new Set<string>() };
  const writes: (() => void)[] = [];
  let held = false;
  const teller = createTeller<never>({
    worker: { waiting: ({ id }) => (told.push(id), {}), giveUpAfterMs: () => giveUpAfterMs },
    schedule,
    clock,
    standing: () => (open.down ? 'down' : 'up'),
    silentMs: () => Infinity,
    knownMs: () => clock.monotonic(),
    mayBegin: () => open.mayBegin,
    async write({ work = [] }: LaneChange<never>) {
      if (held) await new Promise<void>((resolve) => writes.push(resolve));
      const [change] = work;
      if (change && open.refuses.has(change.id)) throw new Refused('a NUL');
      // What the store then says of it.
      if (change && change.to !== 'done') toldAt.set(change.id, change.toldAt);
    },
    giveUp: async ({ id }) => void givenUp.push(id),
    left: async (endpoint, after, limit) =>
      left
        .filter((work) => work.endpoint === endpoint && work.seq > after)
        .slice(0, limit)
        .map((work) => ({ ...work, toldAt: toldAt.get(work.id) ?? work.toldAt })),
  });
  return {
    clock,
    teller,
    schedule,
    told,
    toldAt,
    givenUp,
    open,
    holdWrites: () => void (held = true),
    write() {
      held = false;
      for (const resolve of writes.splice(0)) resolve();
    },
    async tick() {
      teller.away('tracker', (error) => {
        throw error;
      });
      await clock.advance(TICK);
    },
  };
}
const ids = (works: readonly Work[]) => works.map(({ id }) => id);

describe('who is told that their words wait', () => {
  it('has been told from before that is written: what comes from the store meanwhile says so', async () => {
    const left = upTo(3);
    const { tick, teller, told, toldAt, holdWrites, write, clock } = setUp(left);
    holdWrites();
    await tick();
    expect([told, toldAt.size]).toEqual([['1', '2', '3'], 0]);
    for (const work of left) expect(teller.recall(work).toldAt).toBe(clock.now());
    write();
    await clock.advance(1);
    expect(toldAt.size).toBe(3);
    await tick();
    expect(told).toEqual(['1', '2', '3']);
  });

  it('in memory has been told from before that is written, too', async () => {
    const inMemory = upTo(2);
    const { tick, told, holdWrites, write, clock } = setUp([], { inMemory });
    holdWrites();
    await tick();
    expect(inMemory.map(({ toldAt }) => toldAt)).toEqual([clock.now(), clock.now()]);
    write();
    await clock.advance(1);
    await tick();
    expect(told).toEqual(['1', '2']);
  });

  it('is told no sooner than after three seconds, and nobody who stands behind counts as told before that', async () => {
    const young = piece(2, { bornAt: NOW + 2 * TICK - 1 });
    const left = [piece(1), young, piece(3)];
    const { tick, teller, told } = setUp(left);
    await tick();
    expect(told).toEqual(['1']);
    expect(teller.recall(young)).toBe(young);
    expect(teller.recall(left[2] as Work).toldAt).toBeUndefined();
    await tick();
    expect(told).toEqual(['1']);
    await tick();
    expect(told).toEqual(['1', '2', '3']);
  });

  it('is told once, in order, however many they are, as far as it can be published, and later the rest', async () => {
    const left = upTo(1_200);
    const { tick, told, open, teller } = setUp(left);
    open.mayBegin = false;
    await tick();
    expect(told).toEqual([]);
    open.mayBegin = true;
    await tick();
    expect(told).toEqual(ids(left));
    await tick();
    expect(told).toHaveLength(1_200);
    expect(teller.recall(piece(1_201))).toEqual(piece(1_201));
  });

  it('is told once where the work is in memory and in the store, or was told by an owner before', async () => {
    const inMemory = [piece(1), piece(2, { toldAt: 5 })];
    const left = [piece(1), piece(2, { toldAt: 5 }), piece(3, { toldAt: 5 }), piece(4)];
    const { tick, told, teller } = setUp(left, { inMemory });
    await tick();
    expect(told).toEqual(['1', '4']);
    expect(teller.recall(left[2] as Work).toldAt).toBe(5);
  });

  it('is nobody whose work is just being run, which the store still shows, until it is not any more', async () => {
    const [running] = upTo(1) as [Work];
    const { tick, told, schedule } = setUp(upTo(2), { inMemory: [running] });
    expect(schedule.hold(running)).toBe(true);
    await tick();
    expect(told).toEqual(['2']);
    schedule.park(running);
    await tick();
    expect(told).toEqual(['2', '1']);
  });

  it('is nobody for a look-up, which nobody is told of though it stands before those who are', async () => {
    const lookUp = piece(1, { effect: false });
    const { tick, told, teller } = setUp([lookUp, piece(2)]);
    await tick();
    expect(told).toEqual(['2']);
    expect(teller.recall(lookUp)).toBe(lookUp);
  });

  it('is nobody of another endpoint', async () => {
    const other = piece(1, { endpoint: 'another tracker' });
    const { tick, told, teller } = setUp([other, piece(2)]);
    await tick();
    expect(told).toEqual(['2']);
    expect(teller.recall(other)).toBe(other);
  });

  it('is told though the database refuses the words for somebody else', async () => {
    const { tick, told, open, toldAt } = setUp(upTo(3));
    open.refuses.add('2');
    await tick();
    expect([told, [...toldAt.keys()]]).toEqual([
      ['1', '2', '3'],
      ['1', '3'],
    ]);
  });

  it('is nobody any more once the endpoint is back, also in the middle of it', async () => {
    const { tick, told, open, clock, holdWrites, write } = setUp(upTo(1_200));
    holdWrites();
    await tick();
    expect(told).toHaveLength(500);
    open.down = false;
    write();
    await clock.advance(1);
    expect(told).toHaveLength(500);
    await tick();
    expect(told).toHaveLength(500);
  });

  it('has their work given up only after they were told, and so long after', async () => {
    const { tick, told, givenUp } = setUp([], { inMemory: upTo(1) });
    for (let ticks = 0; ticks < 11; ticks += 1) {
      await tick();
      expect([told, givenUp]).toEqual([['1'], []]);
    }
    await tick();
    expect(givenUp).toEqual(['1']);
  });

  it('keeps their words though they were told in an outage before, of which a process that has just begun knows nothing', async () => {
    const told = piece(1, { toldAt: NOW - 2_000 * TICK });
    const { tick, givenUp } = setUp([], { inMemory: [told], giveUpAfterMs: 1_000 * TICK });
    for (let ticks = 0; ticks < 9; ticks += 1) await tick();
    expect(givenUp).toEqual([]);
    await tick();
    expect(givenUp).toEqual(['1']);
  });
});
