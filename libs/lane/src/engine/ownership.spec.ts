import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '../virtual-clock.js';
import { createCluster } from './rehearsal/cluster.js';
import { createStage, done } from './rehearsal/one-stage.js';
import { createOutside } from './rehearsal/outside.js';
import { word } from './rehearsal/two-stages.js';

const LANES = [0, 1];

function setUp(options: Partial<Parameters<typeof createCluster>[0]> = {}) {
  const clock = virtualClock();
  const outside = createOutside(clock);
  const cluster = createCluster({ clock, lanes: LANES.length, outside, random: () => 0.5, ...options });
  const holders = () => LANES.map((lane) => cluster.database.lane('session-events', lane).holder);
  const epochs = () => LANES.map((lane) => cluster.database.lane('session-events', lane).epoch);
  return { clock, outside, cluster, holders, epochs };
}

describe('a lane', () => {
  it('of a killed node is taken as soon as its lease has run out and the group has noticed', async () => {
    const { clock, cluster, holders } = setUp();
    const first = cluster.start();
    await clock.advance(3_000);
    first.kill();
    cluster.start();
    await clock.run(() => holders().every((holder) => holder === 'node-2'), 16_000);
  });

  it('of a node that let go is taken within a second', async () => {
    const { clock, cluster, holders } = setUp();
    const first = cluster.start();
    await clock.advance(3_000);
    void first.stop();
    cluster.start();
    await clock.run(() => holders().every((holder) => holder === 'node-2'), 1_500);
  });

  it('is kept, not dropped, when Redis is emptied or goes away', async () => {
    const { clock, cluster, epochs, outside } = setUp();
    cluster.start();
    await clock.advance(3_000);
    const before = epochs();
    cluster.leases.empty();
    await clock.advance(3_000);
    cluster.leases.down = true;
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.advance(20_000);
    expect(epochs()).toEqual(before);
    expect(outside.done).toHaveLength(1);
  });

  it('is taken without Redis once the heartbeat of its dead holder is stale', async () => {
    const { clock, cluster, holders } = setUp();
    const first = cluster.start();
    await clock.advance(3_000);
    cluster.leases.down = true;
    first.kill();
    cluster.start();
    await clock.advance(2_000);
    expect(holders()).toEqual(['node-1', 'node-1']);
    await clock.run(() => holders().every((holder) => holder === 'node-2'), 20_000);
  });

  it('is renewed in the same moments as all others of its process, whenever their engines began', async () => {
    const renewed: number[] = [];
    const { clock, cluster } = setUp({
      database(boundary, call) {
        if (boundary === 'call' && call === 'heartbeat') renewed.push(clock.monotonic());
      },
    });
    cluster.start();
    await clock.advance(370);
    cluster.start();
    await clock.advance(20_000);
    renewed.length = 0;
    await clock.advance(10_000);
    expect(new Set(renewed).size).toBe(10);
  });

  it('is kept by a node, in Redis and in its row, only while the group hears from that node', async () => {
    const { clock, cluster } = setUp({ group: { heartbeatMs: 30_000, sessionMs: 90_000 } });
    cluster.start();
    const silentMs = () => clock.now() - cluster.database.lane('session-events', 0).heartbeat;
    const leaseForAnother = async () => {
      const answer = cluster.leases.connect().take('session-events', 0);
      await clock.advance(10);
      return answer;
    };
    await clock.advance(5_000);
    expect(silentMs()).toBeLessThan(1_500);
    expect(await leaseForAnother()).toBe('refused');
    await clock.advance(15_000);
    expect(silentMs()).toBeGreaterThan(13_000);
    expect(await leaseForAnother()).toBe('held');
  });

  it('is not taken from its owner by a node that the group has given up, though Redis has forgotten the lease', async () => {
    const { clock, cluster, holders } = setUp();
    const zombie = cluster.start();
    await clock.advance(3_000);
    zombie.clock.freeze();
    cluster.start();
    await clock.run(() => holders().every((holder) => holder === 'node-2'), 30_000);
    const seen = new Set<string | undefined>();
    for (let i = 0; i < 40; i += 1) {
      if (i === 2) zombie.clock.thaw();
      cluster.leases.empty();
      await clock.advance(20);
      for (const holder of holders()) seen.add(holder);
    }
    expect([...seen]).toEqual(['node-2']);
  });

  it('is shared out anew when a node joins, and every word still arrives once', async () => {
    const { clock, outside, cluster, holders } = setUp();
    cluster.start();
    const people = ['anna', 'boris', 'vera', 'mark'];
    for (let n = 1; n <= 20; n += 1) {
      for (const person of people) void cluster.publish([word(person, n, clock.now())]);
      if (n === 5) cluster.start();
      await clock.advance(700);
    }
    await clock.advance(10_000);
    expect(new Set(holders()).size).toBe(2);
    for (const person of people) {
      const arrived = outside.done.flatMap(({ words }) => words.split(' ')).filter((one) => one.startsWith(person));
      expect(arrived).toEqual(Array.from({ length: 20 }, (_, i) => `${person}:${i + 1}`));
    }
  });
});

describe('a node that stood still past its lease', () => {
  it('commits, publishes and does nothing more, and drops what its successor has', async () => {
    const { clock, outside, cluster, epochs } = setUp();
    const zombie = cluster.start();
    for (let n = 1; n <= 3; n += 1) void cluster.publish([word('anna', n, clock.now())]);
    await clock.advance(900);
    zombie.clock.freeze();
    cluster.start();
    await clock.advance(30_000);
    const [after, published] = [epochs(), cluster.broker.records('deliveries', 0).length];
    zombie.clock.thaw();
    await clock.advance(200);
    expect(epochs()).toEqual(after);
    expect(cluster.broker.records('deliveries', 0)).toHaveLength(published);
    expect(outside.done.map(({ by }) => by)).toEqual(outside.done.map(() => 'node-2'));
    await clock.advance(30_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1 anna:2 anna:3']);
  });

  it('does not even do what has no effect, such as answering a press, once its successor has', async () => {
    const seen: string[] = [];
    let calm = false;
    const { clock, start, submit } = createStage({
      async run({ id }) {
        seen.push(id);
        return calm ? done : { kind: 'throttled', retryAfterMs: 8_000, scope: 'key' };
      },
    });
    const paused = start('paused');
    void submit({ id: 'press', effect: false });
    await clock.advance(2_000);
    paused.clock.freeze();
    start('successor');
    calm = true;
    await clock.advance(30_000);
    expect(seen).toEqual(['press', 'press']);
    paused.clock.thaw();
    await clock.advance(5_000);
    expect(seen).toEqual(['press', 'press']);
  });
});

describe('a batch that does not begin where its lane is', () => {
  it('is refused once, and what it holds is taken in once', async () => {
    let back = 1;
    const { clock, outside, cluster } = setUp({
      faults: {
        fetch: (topic) => (topic === 'session-events' && outside.done.length > 0 && back-- > 0 ? { backBy: 1 } : {}),
      },
    });
    cluster.start();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.run(() => outside.done.length === 1);
    void cluster.publish([word('anna', 2, clock.now())]);
    await clock.advance(5_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1', 'anna:2']);
    expect(cluster.failures).toEqual([]);
  });

  it('stops the engine loudly the second time, which then holds nothing', async () => {
    const { clock, outside, cluster, holders } = setUp({
      faults: { fetch: (topic) => (topic === 'session-events' && outside.done.length > 0 ? { backBy: 1 } : {}) },
    });
    const { engines } = cluster.start();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.run(() => outside.done.length === 1);
    void cluster.publish([word('anna', 2, clock.now())]);
    await clock.advance(5_000);
    expect(cluster.failures.map(({ error }) => error.message)).toEqual([
      expect.stringContaining('is at 1, its log at 0'),
    ]);
    expect(engines[0]?.notReady()).toContain('session-events');
    expect(holders()).toEqual([undefined, undefined]);
  });
});

describe('health', () => {
  it('says so when nothing was heard from the group for long', async () => {
    const { clock, cluster } = setUp();
    const { engines, clock: node } = cluster.start();
    await clock.advance(2_000);
    expect(engines.map((engine) => engine.notReady())).toEqual([undefined, undefined]);
    node.freeze();
    await clock.advance(11_000);
    expect(engines[0]?.notReady()).toContain('no word from the group');
  });
});
