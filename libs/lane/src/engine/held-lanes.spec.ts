import { describe, expect, it } from '@jest/globals';
import { silent } from '#telemetry';
import { MemoryLeases } from '../lease/memory/index.js';
import type { LogBatch, LogRecord, Subscription } from '../log/log.js';
import { MemoryBroker } from '../log/memory/index.js';
import { createMemoryStore, MemoryDatabase, type MemoryHooks } from '../store/memory/index.js';
import { virtualClock } from '../virtual-clock.js';
import { createEndpoints } from '../work/endpoints.js';
import { createSent } from '../work/sent.js';
import { createHeldLanes } from './held-lanes.js';
import { createOutside } from './rehearsal/outside.js';
import { doer } from './rehearsal/two-stages.js';

/** Lanes whose group does what the test says, and whose database does as these hooks do. */
function setUp(hooks?: MemoryHooks) {
  const clock = virtualClock();
  const random = () => 0.5;
  const worker = {
    ...createOutside(clock).workerOf<undefined, never>('node', clock),
    run: () => new Promise<never>(() => undefined),
  };
  const database = new MemoryDatabase<undefined, never>({ clock, side: { reads: undefined, apply: () => undefined } });
  const leases = new MemoryLeases(clock);
  const failures: Error[] = [];
  const told: string[] = [];
  let heardAt = () => clock.monotonic();
  const subscription: Subscription = {
    seek: (lane, offset) => void told.push(`seek ${lane} to ${offset}`),
    pause: (lane) => void told.push(`pause ${lane}`),
    resume: (lane) => void told.push(`resume ${lane}`),
    ends: async () => new Map(),
    told: async () => undefined,
    lastHeartbeat: () => heardAt(),
    stop: async () => undefined,
  };
  const lanes = createHeldLanes(
    {
      service: doer(worker),
      log: new MemoryBroker({ clock, lanes: 2 }).connect(),
      group: 'doer',
      lease: leases.connect(),
      store: createMemoryStore({ database, ...(hooks && { hooks }) }),
      clock,
      random,
      logger: silent,
      holder: 'node',
      inboxKeepsMs: 1_000,
      endpoints: createEndpoints({ cap: () => 1, clock, random }),
      sent: createSent(),
    },
    (error) => failures.push(error),
  );
  const states = () => lanes.list().map(({ lane, state }) => `${lane} ${state}`);
  return {
    clock,
    database,
    leases,
    failures,
    told,
    lanes,
    subscription,
    states,
    hear: (at: () => number) => void (heardAt = at),
  };
}

/** A batch of lane 0. */
const batchAt = (first: number, records: readonly LogRecord[] = []): LogBatch => {
  return { lane: 0, first, records, resolve: () => undefined };
};
const unreadable = (offset: number): LogRecord => ({ offset, key: 'anna', value: Buffer.from('{') });

/** Lane 0 is open at offset 0. */
async function opened() {
  const world = setUp();
  world.lanes.assign([0], world.subscription);
  await world.clock.advance(100);
  world.told.splice(0);
  return world;
}

/** Work that hangs, so that letting the lane go takes its whole deadline. */
async function hang(lane: number, { database }: ReturnType<typeof setUp>): Promise<void> {
  const store = createMemoryStore({ database });
  const taken = await store.take('deliveries', lane, { holder: 'nobody', leaseHeld: true });
  if (taken.kind === 'held') throw new Error('held');
  const work = {
    id: 'hangs',
    kind: 'say',
    orderKey: 'a',
    endpoint: 'outside',
    effect: true,
    body: 'a',
    bornAt: 0,
    dueAt: 0,
  };
  await store.transact(taken.own, async (tx) => void (await tx.apply({ newWork: [work] })));
  await store.letGo(taken.own);
}

describe('the lanes of a node', () => {
  it('pause when they are new and are read once recovered; those that stay are sought to where they are', async () => {
    const { clock, lanes, subscription, told } = setUp();
    lanes.assign([0], subscription);
    expect(told.splice(0)).toEqual(['pause 0']);
    await clock.advance(100);
    expect(told.splice(0)).toEqual(['seek 0 to 0', 'resume 0']);
    lanes.assign([0, 1], subscription);
    expect(told.splice(0)).toEqual(['seek 0 to 0', 'pause 1']);
  });

  it('are taken again when they come back while they are still being let go', async () => {
    const world = setUp();
    const { clock, lanes, subscription, states } = world;
    await hang(0, world);
    lanes.assign([0], subscription);
    await clock.advance(500);
    lanes.assign([], subscription);
    await clock.advance(1_000);
    expect(states()).toEqual(['0 leaving']);
    lanes.assign([0], subscription);
    await clock.advance(5_000);
    expect(states()).toEqual(['0 open']);
    expect(world.failures).toEqual([]);
  });

  it('are not waited for any longer where a database hangs while they are taken and all are to go', async () => {
    const { clock, lanes, subscription, states } = setUp({ at: () => new Promise<void>(() => undefined) });
    lanes.assign([0], subscription);
    await clock.advance(100);
    expect(states()).toEqual(['0 taking']);
    let isOver = false;
    void lanes.leaveAll(2_000).then(() => (isOver = true));
    await clock.advance(4_000);
    expect(isOver).toBe(false);
    await clock.advance(2_000);
    expect(isOver).toBe(true);
  });

  it('are not taken while the group does not hear from us', async () => {
    const { clock, lanes, subscription, states, hear } = setUp();
    await clock.advance(10_000);
    hear(() => 1_000);
    lanes.assign([0], subscription);
    await clock.advance(3_000);
    expect(states()).toEqual(['0 taking']);
    hear(() => clock.monotonic());
    await clock.advance(1_000);
    expect(states()).toEqual(['0 open']);
  });

  it('are not taken while another node has the lease', async () => {
    const { clock, lanes, subscription, states, leases } = setUp();
    void leases.connect().take('deliveries', 0);
    await clock.advance(100);
    lanes.assign([0], subscription);
    await clock.advance(3_000);
    expect(states()).toEqual(['0 taking']);
    await clock.advance(2_000);
    expect(states()).toEqual(['0 open']);
  });

  it('are taken without Redis only once the heartbeat of their holder is six seconds old', async () => {
    const { clock, database, lanes, subscription, states, leases } = setUp();
    leases.down = true;
    await createMemoryStore({ database }).take('deliveries', 0, { holder: 'another', leaseHeld: false });
    lanes.assign([0], subscription);
    await clock.advance(5_900);
    expect(states()).toEqual(['0 taking']);
    await clock.advance(2_000);
    expect(states()).toEqual(['0 open']);
  });

  it('are given back where they are revoked in the moment they are taken', async () => {
    const { clock, lanes, subscription, states, database } = setUp();
    lanes.assign([0], subscription);
    lanes.assign([], subscription);
    await clock.advance(100);
    const { epoch, holder } = database.lane('deliveries', 0);
    expect([states(), epoch, holder]).toEqual([[], 1, undefined]);
  });

  it('are gone at once, and nobody holds them, when they are revoked with nothing under way', async () => {
    const { clock, lanes, subscription, states, database } = setUp();
    lanes.assign([0], subscription);
    await clock.advance(100);
    lanes.assign([], subscription);
    await clock.advance(100);
    expect([states(), database.lane('deliveries', 0).holder]).toEqual([[], undefined]);
  });
});

describe('a batch', () => {
  it('that begins elsewhere than its lane makes the lane seek, and the second such one stops everything', async () => {
    const { lanes, told, failures } = await opened();
    await lanes.batch(batchAt(5));
    expect([told.splice(0), failures]).toEqual([['seek 0 to 0'], []]);
    await lanes.batch(batchAt(5));
    expect([told, failures.map(({ name }) => name)]).toEqual([[], ['LaneFault']]);
  });

  it('that begins elsewhere counts anew after one that fits, and in each generation of the group', async () => {
    const { lanes, subscription, failures } = await opened();
    await lanes.batch(batchAt(5));
    await lanes.batch(batchAt(0));
    await lanes.batch(batchAt(5));
    lanes.assign([0], subscription);
    await lanes.batch(batchAt(5));
    expect(failures).toEqual([]);
  });

  it('that is taken in while the group joins anew leaves its lane behind it', async () => {
    const { lanes, subscription, told, clock } = await opened();
    const taking = lanes.batch(batchAt(0, [unreadable(0), unreadable(1)]));
    lanes.assign([0], subscription);
    await clock.advance(100);
    await taking;
    expect(told).toEqual(['seek 0 to 0', 'seek 0 to 2']);
  });

  it('is not taken in any more once its lane is being let go', async () => {
    const world = setUp();
    const { clock, lanes, subscription, states, database, told } = world;
    await hang(0, world);
    lanes.assign([0], subscription);
    await clock.advance(500);
    told.splice(0);
    void lanes.leaveAll(3_000);
    expect(told).toEqual(['pause 0']);
    await lanes.batch(batchAt(0, [unreadable(0)]));
    await clock.advance(1_000);
    expect([states(), database.lane('deliveries', 0).offset]).toEqual([['0 leaving'], 0]);
  });
});
