import { describe, expect, it } from '@jest/globals';
import type { MemoryFaults } from '../log/memory/index.js';
import { virtualClock } from '../virtual-clock.js';
import { createCluster } from './rehearsal/cluster.js';
import { createOutside, type Fate } from './rehearsal/outside.js';
import { word } from './rehearsal/two-stages.js';

function setUp(fate?: () => Fate, faults?: MemoryFaults) {
  const clock = virtualClock();
  const outside = createOutside(clock, fate);
  const cluster = createCluster({ clock, lanes: 4, outside, random: () => 0.5, ...(faults && { faults }) });
  return { clock, outside, cluster };
}

describe('an engine', () => {
  it('joins the words of one window and does them outside once', async () => {
    const { clock, outside, cluster } = setUp();
    cluster.start();
    void cluster.publish([word('anna', 1, clock.now()), word('anna', 2, clock.now())]);
    await clock.advance(5_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1 anna:2']);
  });

  it('keeps windows apart that were written ten minutes apart, though both are read after an outage', async () => {
    const { clock, outside, cluster } = setUp();
    const long = clock.now();
    await clock.advance(3_600_000);
    void cluster.publish([word('anna', 1, long), word('anna', 2, long + 600_000)]);
    await clock.advance(100);
    cluster.start();
    await clock.advance(5_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1', 'anna:2']);
  });

  it('takes a record that comes twice in once', async () => {
    const { clock, outside, cluster } = setUp();
    cluster.start();
    const written = word('anna', 1, clock.now());
    void cluster.publish([written]);
    await clock.advance(500);
    void cluster.publish([written]);
    await clock.advance(5_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1']);
  });

  it('goes on with an unfinished window after the node was killed', async () => {
    const { clock, outside, cluster } = setUp();
    const first = cluster.start();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.advance(600);
    first.kill();
    cluster.start();
    await clock.advance(30_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1']);
  });

  it('looks for an attempt whose answer was lost before it sends again', async () => {
    const fates: Fate[] = ['late', 'lost', 'down', 'works'];
    const { clock, outside, cluster } = setUp(() => fates.shift() ?? 'works');
    cluster.start();
    void cluster.publish([word('anna', 1, clock.now()), word('boris', 1, clock.now())]);
    await clock.advance(60_000);
    expect(outside.done.map(({ words }) => words).sort()).toEqual(['anna:1', 'boris:1']);
  });

  it('makes a record the core throws on a dead letter and goes on', async () => {
    const { clock, outside, cluster } = setUp();
    cluster.start();
    void cluster.publish([word('poison', 1, clock.now()), word('anna', 1, clock.now())]);
    await clock.advance(5_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1']);
    const dead = [0, 1, 2, 3].flatMap((lane) => [...cluster.database.lane('session-events', lane).dead.values()]);
    expect(dead.map(({ cause }) => cause)).toEqual(['the core threw TypeError']);
  });

  it('says that it is not ready while the log has taken nothing of a lane for half a minute', async () => {
    let isDeaf = true;
    const publish = (topic: string) => (isDeaf && topic === 'deliveries' ? { arrivesMs: 'lost' as const } : {});
    const { clock, cluster } = setUp(undefined, { publish });
    const [engine] = cluster.start().engines;
    await clock.advance(5_000);
    expect(engine?.notReady()).toBeUndefined();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.advance(25_000);
    expect(engine?.notReady()).toBeUndefined();
    await clock.advance(15_000);
    expect(engine?.notReady()).toMatch(/^session-events: the log has taken nothing of lane \d for 3\d s$/);
    isDeaf = false;
    await clock.advance(10_000);
    expect(engine?.notReady()).toBeUndefined();
  });
});
