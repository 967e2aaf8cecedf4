import { describe, expect, it } from '@jest/globals';
import { fromBytes } from '#contracts';
import { createOutside } from './rehearsal/outside.js';
import { createCluster } from './rehearsal/cluster.js';
import { createStage, done, type Doing, handedOn, type Order } from './rehearsal/one-stage.js';
import { chatOfPerson, word } from './rehearsal/two-stages.js';
import { virtualClock } from '../virtual-clock.js';

/** What a lane holds at most where it has no room: as much as fills it, and what was on its way into it. */
const MOST = 6_000;

/** A stage whose log takes nothing that it publishes until it is mended; counts what there was to publish at most. */
function setUp(doing: Doing = { run: async () => done }) {
  let broken = true;
  let most = 0;
  const stage = createStage(doing, {
    faults: { publish: (topic) => (broken && topic === 'session-events' ? { arrivesMs: 'lost' } : {}) },
    hooks: { at: () => void (most = Math.max(most, stage.lane().outbox.size)) },
  });
  const published = () =>
    stage.broker
      .partition('session-events', 0)
      .read(0, Infinity)
      .map((bytes) => fromBytes('session-events', bytes))
      .flatMap((read) => (read.ok ? [read.record.id] : []));
  return { ...stage, published, most: () => most, mend: () => void (broken = false) };
}

const orders = (count: number, fields: Partial<Order> = {}): Order[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${n}`, ...fields }));
const ids = (count: number) => Array.from({ length: count }, (_, n) => handedOn(n).id);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const hangs: Doing['run'] = (_, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('a lane that cannot publish', () => {
  it('takes in no more than it has room for, stays whose it is, and goes on in order afterwards', async () => {
    const { clock, start, submit, lane, published, most, mend } = setUp();
    const { engine, failures } = start();
    void submit(...orders(9_000, { handOn: true }));
    await clock.advance(10 * MINUTE);
    expect(most()).toBeLessThanOrEqual(MOST);
    expect([engine.notReady(), lane().epoch]).toEqual(['deliveries: the log has taken nothing of lane 0 for 600 s', 1]);
    mend();
    await clock.advance(MINUTE);
    expect([published(), engine.notReady()]).toEqual([ids(9_000), undefined]);
    expect([lane().offset, lane().outbox.size, lane().epoch, failures]).toEqual([9_000, 0, 1, []]);
  });

  it('is taken over while it stands still, and its successor goes on where it stood', async () => {
    const { clock, start, submit, lane, published, most, mend } = setUp();
    const first = start('first');
    void submit(...orders(9_000, { handOn: true }));
    await clock.advance(MINUTE);
    start('second');
    await clock.advance(MINUTE);
    first.kill();
    await clock.advance(MINUTE);
    expect(most()).toBeLessThanOrEqual(MOST);
    mend();
    await clock.advance(MINUTE);
    expect(published()).toEqual(ids(9_000));
    expect([lane().offset, lane().outbox.size]).toEqual([9_000, 0]);
  });

  it('begins no work that would bring more to publish, and works all of it off afterwards', async () => {
    const { clock, start, submit, lane, published, most, mend } = setUp({
      run: async ({ id }) => ({ kind: 'done', step: { publish: [handedOn(Number(id))] } }),
    });
    const { failures } = start();
    void submit(...orders(9_000, { orderKey: 'one key' }));
    await clock.advance(10 * MINUTE);
    expect(most()).toBeLessThanOrEqual(MOST);
    expect(lane().offset).toBeLessThan(9_000);
    mend();
    await clock.advance(10 * MINUTE);
    expect(published()).toEqual(ids(9_000));
    expect([lane().work.size, lane().outbox.size, failures]).toEqual([0, 0, []]);
  });

  it('fires no window that would bring more to publish, and all of them afterwards', async () => {
    const clock = virtualClock();
    const outside = createOutside(clock);
    let broken = true;
    const cluster = createCluster({
      clock,
      lanes: 1,
      outside,
      random: () => 0.5,
      faults: { publish: (topic) => (broken && topic === 'deliveries' ? { arrivesMs: 'lost' } : {}) },
    });
    cluster.start();
    const people = Array.from({ length: 9_000 }, (_, n) => `person${n}`);
    void cluster.publish(people.map((person) => word(person, 1, clock.now())));
    await clock.advance(MINUTE);
    const { outbox } = cluster.database.lane('session-events', 0);
    expect(outbox.size).toBeLessThanOrEqual(MOST + 500);
    broken = false;
    await clock.advance(2 * MINUTE);
    const reached = new Set(
      cluster.broker
        .partition('deliveries', 0)
        .read(0, Infinity)
        .map(({ key }) => key),
    );
    expect(reached).toEqual(new Set(people.map(chatOfPerson)));
    expect(cluster.failures).toEqual([]);
  });
});

describe('a lane with more look-ups than it has room for', () => {
  it('takes in the next ones as those before are answered or run out of time, also behind an endpoint that hangs', async () => {
    let most = 0;
    const { clock, start, submit, lane } = setUp({ run: hangs });
    const { engine, failures } = start();
    void submit(...orders(6_500, { effect: false, expiresAt: clock.now() + HOUR, endpoint: 'hangs' }));
    for (let i = 0; i < 60; i += 1) {
      await clock.advance(1_000);
      most = Math.max(most, ...engine.lanes().map((one) => ('work' in one && one.work) || 0));
    }
    expect(most).toBeLessThanOrEqual(4_000);
    await clock.advance(2 * HOUR);
    expect([lane().offset, lane().work.size, failures]).toEqual([6_500, 0, []]);
  });
});
