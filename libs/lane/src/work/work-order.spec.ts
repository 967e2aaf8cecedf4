import { describe, expect, it } from '@jest/globals';
import { createStage, done } from '../engine/rehearsal/one-stage.js';

/** Runs that end only when the test says so. */
function held() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    end: (id: string) => ends.get(id)?.(),
    async run({ id }: { id: string }) {
      begun.push(id);
      await new Promise<void>((resolve) => ends.set(id, resolve));
      return done;
    },
  };
}

describe('the work of a lane', () => {
  it('runs the heads of its keys side by side, and within a key one after the other', async () => {
    const work = held();
    const { clock, start, submit } = createStage(work);
    start();
    void submit({ id: 'a1', orderKey: 'a' }, { id: 'a2', orderKey: 'a' }, { id: 'b1', orderKey: 'b' });
    await clock.advance(1_000);
    expect(work.begun).toEqual(['a1', 'b1']);
    work.end('a1');
    await clock.advance(100);
    expect(work.begun).toEqual(['a1', 'b1', 'a2']);
  });

  it('keeps nobody waiting for what is asked again and again until it expires, and asks all of that in turn', async () => {
    const ran: string[] = [];
    const { clock, start, submit } = createStage({
      cap: () => 1,
      async run({ id, effect }) {
        await new Promise<void>((resolve) => clock.after(1_000, resolve));
        ran.push(id);
        return effect ? done : { kind: 'again', inMs: 500 };
      },
    });
    start();
    const code = (id: string) => ({ id, effect: false, expiresAt: clock.now() + 600_000 });
    void submit(code('1'), code('2'), code('3'));
    await clock.advance(6_500);
    expect(ran.slice(0, 6)).toEqual(['1', '2', '3', '1', '2', '3']);
    ran.length = 0;
    void submit({ id: 'words' });
    await clock.advance(3_000);
    expect(ran.indexOf('words')).toBeLessThanOrEqual(1);
  });

  it('ends, along with what covers it, what waited behind when that began, and runs what came later', async () => {
    const work = held();
    const { clock, start, submit, lane } = createStage({ ...work, covers: () => true });
    start();
    void submit({ id: 'a1', orderKey: 'a' });
    await clock.advance(1_000);
    void submit(...['a2', 'a3', 'a4'].map((id) => ({ id, orderKey: 'a' })));
    await clock.advance(1_000);
    work.end('a1');
    await clock.advance(1_000);
    expect(work.begun).toEqual(['a1', 'a2']);
    work.end('a2');
    await clock.advance(1_000);
    expect([work.begun, lane().work.size]).toEqual([['a1', 'a2'], 0]);
  });

  it('runs what waited behind by itself where what would cover it was given up', async () => {
    const begun: string[] = [];
    const { clock, start, submit, lane } = createStage({
      async run({ id }) {
        begun.push(id);
        if (id === 'a1') throw new Error('a bug');
        return done;
      },
      covers: () => true,
    });
    start();
    void submit({ id: 'a1', orderKey: 'a' }, { id: 'a2', orderKey: 'a' });
    await clock.advance(1_000);
    expect([begun, lane().work.size]).toEqual([['a1', 'a2'], 0]);
  });

  it('never runs more at one endpoint than its cap, and lets a hung endpoint delay no other', async () => {
    const work = held();
    const { clock, start, submit } = createStage({ ...work, cap: () => 2 });
    start();
    void submit(...['a', 'b', 'c'].map((id) => ({ id, endpoint: 'hung' })), { id: 'd', endpoint: 'well' });
    await clock.advance(1_000);
    expect(work.begun).toEqual(['a', 'b', 'd'].toSorted((x, y) => work.begun.indexOf(x) - work.begun.indexOf(y)));
    expect(work.begun).not.toContain('c');
  });

  it('keeps one open write per account, also while its outcome is unknown', async () => {
    const begun: string[] = [];
    const { clock, start, submit } = createStage({
      async run({ id }) {
        begun.push(id);
        return id === 'a' ? { kind: 'unknown', settleMs: 5_000, error: 'no answer' } : done;
      },
      look: async () => ({ kind: 'found', step: {} }),
    });
    start();
    void submit({ id: 'a', gate: 'boris' }, { id: 'b', gate: 'boris' }, { id: 'c', gate: 'vera' });
    await clock.advance(4_000);
    expect(begun.toSorted()).toEqual(['a', 'c']);
    await clock.advance(5_000);
    expect(begun).toContain('b');
  });

  it.each(['goes on', 'is taken up by another'])(
    'that may have been sent once waits for what stands before it, where its lane %s',
    async (how) => {
      const did: string[] = [];
      let away = true;
      const { clock, start, submit, lane } = createStage({
        async run({ id }) {
          did.push(`${id} runs`);
          return away ? { kind: 'throttled', retryAfterMs: 1_000, scope: 'key' } : done;
        },
        look: async ({ id }) => (did.push(`looks for ${id}`), { kind: 'found', step: {} }),
        settleMs: () => 0,
      });
      const first = start();
      void submit({ id: 'a', orderKey: 'issue', gate: 'boris' });
      await clock.advance(500);
      void submit({ id: 'b', orderKey: 'issue', gate: 'boris', sent: { attempt: 1 } });
      await clock.advance(300);
      if (how !== 'goes on') first.kill();
      did.length = 0;
      away = false;
      if (how !== 'goes on') start('another');
      await clock.advance(30_000);
      expect([did, lane().work.size]).toEqual([['a runs', 'looks for b'], 0]);
    },
  );

  it('lets an account go on with other targets while one of them is parked', async () => {
    const begun: string[] = [];
    const { clock, start, submit } = createStage({
      async run({ id }) {
        begun.push(id);
        return id === 'a' ? { kind: 'throttled', retryAfterMs: 60_000, scope: 'key' } : done;
      },
    });
    start();
    void submit({ id: 'a', gate: 'boris' }, { id: 'b', gate: 'boris' });
    await clock.advance(1_000);
    expect(begun).toEqual(['a', 'b']);
  });

  it('commits an attempt before it goes out, with its intent', async () => {
    const seen: unknown[] = [];
    const { clock, start, submit, lane, rows } = createStage({
      intent: ({ id }) => [`intent of ${id}`],
      async run({ id }) {
        seen.push([lane().work.get(id)?.state, rows.join()]);
        return done;
      },
    });
    start();
    void submit({ id: 'a' });
    await clock.advance(1_000);
    expect(seen).toEqual([['sending', 'intent of a']]);
  });

  it('has the whole time to be sent from when its commit begins, however long that had to wait', async () => {
    const sent: { number: number; left: number }[] = [];
    let away = false;
    const { clock, start, submit } = createStage(
      {
        permit: async () => ((away = true), 0),
        run: async (_, { number, sendBy }) => (sent.push({ number, left: sendBy.monotonic - clock.monotonic() }), done),
      },
      {
        hooks: {
          at(boundary, call) {
            if (away && call === 'transact' && boundary === 'call' && clock.monotonic() < 5_000)
              throw new Error('away');
          },
        },
      },
    );
    start();
    void submit({ id: 'a' });
    await clock.advance(10_000);
    expect(sent).toEqual([{ number: 1, left: 2_000 }]);
  });

  it('sends nothing whose attempt became durable too late', async () => {
    const sent: number[] = [];
    let state: () => string | undefined = () => undefined;
    let delayed = false;
    const stage = createStage(
      { run: async (_, attempt) => (sent.push(attempt.number), done) },
      {
        hooks: {
          async at(boundary) {
            if (boundary !== 'answer' || delayed || state() !== 'sending') return;
            delayed = true;
            await new Promise<void>((resolve) => stage.clock.after(3_000, resolve));
          },
        },
      },
    );
    state = () => stage.lane().work.get('a')?.state;
    stage.start();
    void stage.submit({ id: 'a' });
    await stage.clock.advance(10_000);
    expect([delayed, sent]).toEqual([true, [2]]);
  });

  it('ends a look-up that waits behind an endpoint that is down when its time is over, and keeps it in no order', async () => {
    const told: string[] = [];
    const { clock, start, submit, lane } = createStage({
      run: async ({ id }) => (id === 'quick' ? done : { kind: 'down', error: 'refused' }),
      expired: ({ id }) => ({ side: [`expired ${told.push(id)}`] }),
    });
    start();
    const lookUp = { effect: false, orderKey: 'same', expiresAt: clock.now() + 10_000 };
    void submit({ id: 'slow', ...lookUp }, { id: 'quick', ...lookUp, endpoint: 'well' });
    await clock.advance(1_000);
    expect([...lane().work.keys()]).toEqual(['slow']);
    await clock.advance(9_500);
    expect(told).toEqual(['slow']);
    expect(lane().work.size).toBe(0);
  });

  it('lets a flood in one key leave room for the others of its endpoint, and keeps the flood in order', async () => {
    const begun: string[] = [];
    let open = false;
    const { clock, start, submit } = createStage({
      async run({ id }) {
        if (id.startsWith('flood') && !open) return { kind: 'throttled', retryAfterMs: 5_000, scope: 'key' };
        begun.push(id);
        return done;
      },
    });
    start();
    const flood = Array.from({ length: 2_500 }, (_, i) => ({ id: `flood ${i}`, orderKey: 'flood' }));
    void submit(...flood, { id: 'other' });
    await clock.advance(3_000);
    expect(begun).toEqual(['other']);
    open = true;
    await clock.advance(30_000);
    expect(begun.slice(1)).toEqual(flood.map(({ id }) => id));
  });

  it('takes work that spilled up again in order after a crash', async () => {
    const begun: string[] = [];
    let open = false;
    const { clock, start, submit } = createStage({
      run: async ({ id }) => (open ? (begun.push(id), done) : { kind: 'down', error: 'refused' }),
    });
    const first = start();
    const all = Array.from({ length: 2_600 }, (_, i) => ({ id: `${i}`, orderKey: `key ${i % 3}` }));
    void submit(...all);
    await clock.advance(5_000);
    first.kill();
    open = true;
    start('successor');
    await clock.advance(120_000);
    expect(begun).toHaveLength(all.length);
    for (const key of ['key 0', 'key 1', 'key 2']) {
      const expected = all.filter(({ orderKey }) => orderKey === key).map(({ id }) => id);
      expect(begun.filter((id) => expected.includes(id))).toEqual(expected);
    }
  });
});
