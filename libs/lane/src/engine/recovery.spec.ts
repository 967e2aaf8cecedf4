import { describe, expect, it } from '@jest/globals';
import { createMemoryStore, type Boundary, type MemoryHooks, type MemoryStore } from '../store/memory/index.js';
import { virtualClock } from '../virtual-clock.js';
import { createCluster } from './rehearsal/cluster.js';
import { createStage, done } from './rehearsal/one-stage.js';
import { createOutside } from './rehearsal/outside.js';
import { word } from './rehearsal/two-stages.js';

function setUp(options: Partial<Parameters<typeof createCluster>[0]> = {}) {
  const clock = virtualClock();
  const outside = createOutside(clock);
  const cluster = createCluster({ clock, lanes: 1, outside, random: () => 0.5, ...options });
  return { clock, outside, cluster };
}

describe('a lane that is taken', () => {
  it('publishes what its outbox holds before anything new, in its order', async () => {
    let broken = true;
    const { clock, outside, cluster } = setUp({
      faults: { publish: (topic) => (broken && topic === 'deliveries' ? { arrivesMs: 'lost' } : {}) },
    });
    const first = cluster.start();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.advance(3_000);
    void cluster.publish([word('anna', 2, clock.now())]);
    await clock.advance(3_000);
    first.kill();
    broken = false;
    void cluster.publish([word('anna', 3, clock.now())]);
    cluster.start();
    await clock.advance(30_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1', 'anna:2', 'anna:3']);
  });

  it('fires the windows that came due meanwhile', async () => {
    const { clock, outside, cluster } = setUp();
    const first = cluster.start();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.advance(500);
    first.kill();
    await clock.advance(3_600_000);
    cluster.start();
    await clock.advance(10_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1']);
  });

  it('does what waits there before what comes up while that is still being read', async () => {
    const ran: string[] = [];
    let read = 0;
    const common = { kind: 'do', body: '', bornAt: 0, dueAt: 0 };
    const to = (who: string, id: string) => ({ ...common, id, effect: true, orderKey: who, endpoint: `${who}'s bot` });
    const stage = createStage(
      {
        run: async ({ id }) => (ran.push(id), done),
        expired: () => ({ newWork: [to('anna', 'nothing was found')] }),
      },
      {
        hooks: {
          async at(boundary, call) {
            if (call !== 'work' || boundary !== 'answer') return;
            read += 1;
            if (read === 2) await new Promise<void>((go) => stage.clock.after(5_000, go));
          },
        },
      },
    );
    const before = createMemoryStore({ database: stage.database });
    const own = await taken(before, 'before');
    const search = { ...common, id: 'search', effect: false, expiresAt: 1, orderKey: 'search', endpoint: 'tracker' };
    await before.transact(
      own,
      async (tx) => void (await tx.apply({ newWork: [search, to('boris', 'hello'), to('anna', 'words')] })),
    );
    await before.letGo(own);
    stage.start();
    await stage.clock.advance(20_000);
    expect(ran.filter((id) => id !== 'hello')).toEqual(['words', 'nothing was found']);
  });

  it('is nobody’s at once, and so soon taken again, where it could not be recovered', async () => {
    let away = 0;
    const stage = createStage(
      { run: async () => done },
      {
        hooks: {
          at(boundary, call) {
            if (call === 'recover' && boundary === 'answer' && away++ === 0) throw new Error('the database is away');
          },
        },
      },
    );
    stage.start();
    void stage.submit({ id: 'a' });
    await stage.clock.advance(2_000);
    expect([stage.lane().epoch, stage.lane().offset, stage.lane().work.size]).toEqual([2, 1, 0]);
  });

  it('does not stay half open when the database goes away while it is recovered', async () => {
    let away = 0;
    const { clock, outside, cluster } = setUp({
      database: (boundary, call) => {
        if (call === 'recover' && boundary === 'answer' && away++ < 2) throw new Error('the database is away');
      },
    });
    cluster.start();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.advance(30_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1']);
  });
});

type Call = Parameters<MemoryHooks['at']>[1];

describe('a lane that is lost while it is recovered', () => {
  /** A node takes a lane with something to publish and something to do, and loses it when `loses` says so. */
  async function recovered(loses: (boundary: Boundary, call: Call) => boolean) {
    const delays = new Map([
      ['work answer', 50],
      ['transact call', 20],
    ]);
    const ran: string[] = [];
    let usurped = false;
    const stage = createStage(
      { run: async ({ id }) => (ran.push(id), done) },
      {
        hooks: {
          async at(boundary, call) {
            if (!usurped && loses(boundary, call)) {
              usurped = true;
              await usurper.letGo(await taken(usurper, 'usurper'));
            }
            const ms = delays.get(`${call} ${boundary}`) ?? 0;
            if (ms > 0) await new Promise<void>((go) => stage.clock.after(ms, go));
          },
        },
      },
    );
    const usurper = createMemoryStore({ database: stage.database });
    const own = await taken(usurper, 'before');
    const common = { kind: 'do', orderKey: 'a', endpoint: 'outside', effect: true };
    const work = { ...common, id: 'a', body: 'a', bornAt: 0, dueAt: 0 };
    const publish = [{ id: 'x', topic: 'deliveries' as const, key: 'x', value: Buffer.from('x') }];
    await usurper.transact(own, async (tx) => void (await tx.apply({ newWork: [work], publish })));
    await usurper.letGo(own);
    stage.start();
    await stage.clock.advance(20_000);
    return { usurped, ran };
  }

  it('is taken again, and does not stay open for ever with nobody at work', async () => {
    const before = await recovered((boundary, call) => boundary === 'answer' && call === 'recover');
    expect(before).toEqual({ usurped: true, ran: ['a'] });
  });

  it('is taken again also where only its publisher has found out, before all was read', async () => {
    const meanwhile = await recovered((boundary, call) => boundary === 'answer' && call === 'work');
    expect(meanwhile).toEqual({ usurped: true, ran: ['a'] });
  });
});

/** Takes the only lane of a stage, whoever has it. */
async function taken(store: Pick<MemoryStore<undefined, string>, 'take'>, holder: string) {
  const answer = await store.take('deliveries', 0, { holder, leaseHeld: true });
  if (answer.kind === 'held') throw new Error(`held by ${answer.holder}`);
  return answer.own;
}

describe('a database on another timeline', () => {
  it('makes a node drop all its lanes and take them again, and what was done is not done twice', async () => {
    const { clock, outside, cluster } = setUp();
    cluster.start();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.run(() => outside.done.length === 1);
    await clock.advance(2_000);
    const failOver = cluster.database.replica();
    void cluster.publish([word('anna', 2, clock.now())]);
    await clock.run(() => outside.done.length === 2);
    await clock.advance(1_000);
    const { nonce } = cluster.database.lane('deliveries', 0);
    failOver();
    await clock.advance(60_000);
    expect(cluster.database.lane('deliveries', 0)).toMatchObject({ timeline: 2 });
    expect(cluster.database.lane('deliveries', 0).nonce).not.toBe(nonce);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1', 'anna:2']);
    expect(cluster.failures).toEqual([]);
  });
});

describe('a database that fails over while something is on its way', () => {
  it('makes a node look for it no sooner than it must have had its effect', async () => {
    const clock = virtualClock();
    let sendings = 0;
    const outside = createOutside(clock, () => ((sendings += 1) === 1 ? 'slow' : 'works'), 4_000);
    const { cluster } = setUp({ clock, outside });
    cluster.start();
    await clock.advance(2_000);
    const failOver = cluster.database.replica();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.run(() => sendings === 1);
    await clock.advance(1_500);
    failOver();
    await clock.advance(60_000);
    expect(outside.done.map(({ words }) => words)).toEqual(['anna:1']);
  });
});

describe('a database restored to an older point, and nobody left who remembers', () => {
  async function restored(options: { looks?: boolean } = {}) {
    const { clock, outside, cluster } = setUp(options);
    const before = cluster.start();
    void cluster.publish([word('anna', 1, clock.now())]);
    await clock.run(() => outside.done.length === 1);
    await clock.advance(2_000);
    const restore = cluster.database.replica();
    void cluster.publish([word('anna', 2, clock.now())]);
    await clock.run(() => outside.done.length === 2);
    await clock.advance(2_000);
    before.kill();
    restore();
    await clock.advance(20_000);
    cluster.start();
    await clock.advance(20_000);
    void cluster.publish([word('anna', 3, clock.now())]);
    await clock.advance(20_000);
    expect(cluster.failures).toEqual([]);
    return { done: outside.done.map(({ words }) => words), doubles: cluster.doubles.map(({ body }) => String(body)) };
  }

  it('looks for what may have been sent since, and sends what comes after', async () => {
    expect(await restored()).toEqual({ done: ['anna:1', 'anna:2', 'anna:3'], doubles: [] });
  });

  it('sends again, and counts, what cannot be looked for', async () => {
    const { done, doubles } = await restored({ looks: false });
    expect(done).toEqual(['anna:1', 'anna:2', 'anna:2', 'anna:3']);
    expect(doubles).toContain('anna:2');
  });

  it.each([1, 0])(
    'looks for what it knew of as yet to be sent: that may have been, too (%i taken in since)',
    async (since) => {
      const { clock, outside, cluster } = setUp();
      const before = cluster.start();
      await clock.advance(2_000);
      const { work } = cluster.database.lane('deliveries', 0);
      void cluster.publish([word('anna', 1, clock.now())]);
      await clock.run(() => work.values().some(({ state }) => state === 'ready'));
      const restore = cluster.database.replica();
      if (since > 0) void cluster.publish([word('boris', 1, clock.now())]);
      await clock.run(() => outside.done.length === 1 + since);
      await clock.advance(2_000);
      before.kill();
      restore();
      await clock.advance(20_000);
      cluster.start();
      await clock.advance(30_000);
      expect(outside.done.map(({ words }) => words)).toEqual(['anna:1', 'boris:1'].slice(0, 1 + since));
      expect(cluster.failures).toEqual([]);
    },
  );

  it('remembers it also where its node began anew before it had caught up', async () => {
    const { clock, outside, cluster } = setUp();
    const before = cluster.start();
    await clock.advance(2_000);
    const restore = cluster.database.replica();
    void cluster.publish([word('anna', 1, clock.now()), word('boris', 1, clock.now())]);
    await clock.run(() => outside.done.length === 2);
    await clock.advance(2_000);
    before.kill();
    restore();
    await clock.advance(20_000);
    const again = cluster.start();
    await clock.run(() => cluster.database.lane('deliveries', 0).againBefore > 0);
    again.kill();
    await clock.advance(20_000);
    cluster.start();
    await clock.advance(30_000);
    expect(outside.done).toHaveLength(2);
  });
});
