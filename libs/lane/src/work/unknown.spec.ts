import { describe, expect, it } from '@jest/globals';
import { createStage, done } from '../engine/rehearsal/one-stage.js';
import { MOST_REPEATS, MOST_TRIES } from './back-off.js';

const unknown = { kind: 'unknown', settleMs: 5_000, error: 'no answer' } as const;

/** An endpoint that loses its first answer, and keeps when it was sent to and looked at. */
function losing(found: boolean, now: () => number) {
  const calls: string[] = [];
  const at: number[] = [];
  return {
    calls,
    at,
    settleMs: () => 5_000,
    async run() {
      at.push(now());
      return calls.push('send') === 1 ? unknown : done;
    },
    async look() {
      calls.push('look');
      at.push(now());
      return found ? ({ kind: 'found', step: {} } as const) : ({ kind: 'absent' } as const);
    },
  };
}

function setUp(found: boolean) {
  let now = () => 0;
  const outside = losing(found, () => now());
  const stage = createStage(outside);
  now = () => stage.clock.monotonic();
  return { outside, ...stage };
}

describe('an attempt of unknown outcome', () => {
  it('is looked for when its time to settle is over, and not sent again if it is there', async () => {
    const { outside, clock, start, submit } = setUp(true);
    start();
    void submit({ id: 'a' });
    await clock.advance(30_000);
    expect(outside.calls).toEqual(['send', 'look']);
    expect((outside.at[1] ?? 0) - (outside.at[0] ?? 0)).toBeGreaterThanOrEqual(5_000);
  });

  it('is sent again if nothing of it is there', async () => {
    const { outside, clock, start, submit } = setUp(false);
    start();
    void submit({ id: 'a' });
    await clock.advance(30_000);
    expect(outside.calls).toEqual(['send', 'look', 'send']);
  });

  it('costs a try where it never arrives: its person is told, and in the end it is given up', async () => {
    const told: string[] = [];
    let sent = 0;
    const { clock, start, submit, lane } = createStage(
      {
        run: async ({ id }) => (id === 'a' ? ((sent += 1), { ...unknown, settleMs: 1_000 }) : done),
        look: async () => ({ kind: 'absent' }),
        waiting: (_, why) => (told.push(why), {}),
        givenUp: (_, __, why) => (told.push(why), {}),
      },
      { random: () => 0 },
    );
    start();
    void submit({ id: 'a' });
    for (let i = 0; i < 1_200; i++) {
      void submit({ id: `well ${i}` });
      await clock.advance(1_000);
    }
    expect(told).toEqual(['retrying', 'failed-too-often']);
    expect(sent).toBe(MOST_TRIES);
    expect(lane().work.size).toBe(0);
  });

  it('is looked for above what was known before its first attempt, however often it is sent, also after a crash', async () => {
    const above: unknown[] = [];
    let known = 0;
    const { clock, start, submit } = createStage({
      baseline: async () => ({ kind: 'known', baseline: (known += 1) }),
      run: async () => unknown,
      async look(_, { baseline }) {
        above.push(baseline);
        return { kind: 'absent' };
      },
    });
    const node = start();
    void submit({ id: 'a' });
    await clock.advance(30_000);
    node.kill();
    start('successor');
    await clock.advance(300_000);
    expect(above.length).toBeGreaterThan(5);
    expect([...new Set(above)]).toEqual([1]);
  });

  it('is looked for no earlier when the wall clock jumps', async () => {
    const { outside, clock, start, submit } = setUp(true);
    start();
    void submit({ id: 'a' });
    await clock.advance(1_500);
    clock.jump(60_000);
    await clock.advance(30_000);
    expect((outside.at[1] ?? 0) - (outside.at[0] ?? 0)).toBeGreaterThanOrEqual(5_000);
  });

  it('of a node that died is looked for by its successor, once it can no longer be on its way', async () => {
    const { outside, clock, start, submit, lane } = setUp(true);
    const first = start();
    void submit({ id: 'a' });
    await clock.run(() => outside.calls.length === 1);
    first.kill();
    start('successor');
    await clock.run(() => lane().holder === 'successor');
    const taken = clock.monotonic();
    await clock.advance(60_000);
    expect(outside.calls).toEqual(['send', 'look']);
    expect((outside.at[1] ?? 0) - taken).toBeGreaterThanOrEqual(7_000);
  });

  it('keeps its account from writing after a crash, also where it lies beyond what is read at first', async () => {
    const order: string[] = [];
    let dies = true;
    const { clock, start, submit, lane } = createStage({
      settleMs: () => 5_000,
      async run({ id }) {
        if (id.startsWith('asked')) return { kind: 'doubt', step: {} };
        if (id.startsWith('filler')) return { kind: 'again', inMs: 3_600_000 };
        order.push(`send ${id}`);
        if (id === 'first' && dies) return { kind: 'throttled', retryAfterMs: 3_000, scope: 'key' };
        return dies ? new Promise(() => undefined) : done;
      },
      look: async ({ id }) => (order.push(`look ${id}`), { kind: 'found', step: {} }),
    });
    const many = (name: string, count: number) => Array.from({ length: count }, (_, i) => ({ id: `${name} ${i}` }));
    const first = start();
    void submit(...many('asked', 150));
    await clock.run(
      () =>
        lane().work.size === 150 &&
        lane()
          .work.values()
          .every(({ state }) => state === 'doubt'),
    );
    const filler = many('filler', 1_900).map((one) => ({ ...one, effect: false }));
    void submit({ id: 'first', gate: 'boris' }, ...filler, { id: 'last', gate: 'boris' });
    await clock.run(() => order.includes('send last'));
    first.kill();
    dies = false;
    start('successor');
    await clock.advance(60_000);
    expect(order).toEqual(['send first', 'send last', 'look last', 'send first']);
  });

  it('is sent again, and counted, where it cannot be looked for', async () => {
    const { clock, start, submit, doubles, lane } = createStage({
      run: async (_, { number }) => (number === 1 ? unknown : done),
    });
    start();
    void submit({ id: 'a' });
    await clock.advance(30_000);
    expect(doubles).toEqual(['a']);
    expect(lane().work.size).toBe(0);
  });

  it('that cannot be looked for is sent again at ever longer intervals, some times, and then given up', async () => {
    const told: string[] = [];
    const run = async () => ({ ...unknown, settleMs: 0 });
    const { clock, start, submit, doubles, lane } = createStage(
      { run, givenUp: (_, __, why) => (told.push(why), {}) },
      { random: () => 0 },
    );
    start();
    void submit({ id: 'a' });
    await clock.advance(10 * 60_000);
    expect([told, doubles.length]).toEqual([[], 5]);
    await clock.advance(110 * 60_000);
    expect(told).toEqual(['failed-too-often']);
    expect(doubles).toHaveLength(MOST_REPEATS - 1);
    expect(lane().work.size).toBe(0);
  });

  it('is remembered by its node when a database failed over and forgot it', async () => {
    const { outside, clock, start, submit, database, lane } = setUp(true);
    start();
    await clock.advance(500);
    void submit({ id: 'a', dueAt: clock.now() + 5_000 });
    await clock.run(() => lane().work.size === 1);
    const failOver = database.replica();
    await clock.run(() => outside.calls.length === 1);
    await clock.advance(1_000);
    failOver();
    expect(lane().work.get('a')?.state).toBe('ready');
    await clock.advance(60_000);
    expect(outside.calls).toEqual(['send', 'look']);
    expect(lane().work.size).toBe(0);
  });
});

describe('the side rows of an attempt', () => {
  it.each([
    { kind: 'failed', error: 'conflict' },
    { kind: 'down', error: 'refused' },
    { kind: 'throttled', retryAfterMs: 600_000, scope: 'endpoint' },
    { kind: 'late' },
  ] as const)('are taken back with an answer that it certainly took no effect ($kind)', async (answer) => {
    const { clock, start, submit, rows } = createStage({
      run: async (_, { number }) => (number === 1 ? answer : done),
      intent: (_, { number }) => [`open ${number}`],
      withdrawn: () => ['closed'],
    });
    start();
    void submit({ id: 'a' });
    await clock.advance(100);
    expect(rows).toEqual(['open 1', 'closed']);
    await clock.advance(700_000);
    expect(rows).toEqual(['open 1', 'closed', 'open 2']);
  });

  it('stay as long as it may still take effect', async () => {
    const { clock, start, submit, rows } = createStage({
      run: async () => unknown,
      look: async () => ({ kind: 'down', error: 'refused' }),
      intent: () => ['open'],
      withdrawn: () => ['closed'],
    });
    start();
    void submit({ id: 'a' });
    await clock.advance(60_000);
    expect(rows).toEqual(['open']);
  });
});
