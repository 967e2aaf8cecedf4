import { describe, expect, it } from '@jest/globals';
import { createStage, done } from '../engine/rehearsal/one-stage.js';
import { backOffMs, MOST_TRIES } from './back-off.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('an endpoint that is down', () => {
  it('is probed at least every minute by one piece of work, and all goes on once it is back', async () => {
    const calls: number[] = [];
    let up = false;
    const { clock, start, submit, lane } = createStage({
      async run() {
        calls.push(clock.monotonic());
        return up ? done : { kind: 'down', error: 'refused' };
      },
    });
    start();
    void submit(...Array.from({ length: 20 }, (_, i) => ({ id: `${i}` })));
    await clock.advance(5 * MINUTE);
    const gaps = calls.slice(6).map((at, i) => at - (calls[i + 5] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
    expect(calls.length).toBeLessThan(20);
    up = true;
    await clock.advance(61_000);
    expect(lane().work.size).toBe(0);
  });

  it('costs its keys no tries, tells their people once, and gives up after the time that is set', async () => {
    const told: string[] = [];
    const { clock, start, submit, lane } = createStage({
      run: async () => ({ kind: 'down', error: 'refused' }),
      waiting: ({ id }, why) => (told.push(`${id} ${why}`), {}),
      giveUpAfterMs: () => 4 * MINUTE,
      givenUp: ({ id }, _, why) => (told.push(`${id} ${why}`), {}),
    });
    start();
    void submit({ id: 'a' });
    await clock.advance(2 * MINUTE);
    expect(lane().work.get('a')?.tries).toBe(0);
    expect(told).toEqual(['a tracker-down']);
    await clock.advance(4 * MINUTE);
    expect(told).toEqual(['a tracker-down', 'a down-too-long']);
    expect([lane().work.size, lane().dead.size]).toEqual([0, 1]);
  });

  it('gives each up after its own time', async () => {
    const told: string[] = [];
    const { clock, start, submit } = createStage({
      run: async () => ({ kind: 'down', error: 'refused' }),
      giveUpAfterMs: ({ id }) => (id === 'soon' ? 4 : 30) * MINUTE,
      givenUp: ({ id }) => (told.push(id), {}),
    });
    start();
    void submit({ id: 'soon' }, { id: 'late' });
    await clock.advance(10 * MINUTE);
    expect(told).toEqual(['soon']);
    await clock.advance(30 * MINUTE);
    expect(told).toEqual(['soon', 'late']);
  });

  it('gives nothing up for an outage before, which was over, also in a process that is started in the next', async () => {
    let isDown = false;
    const told: string[] = [];
    const { clock, start, submit } = createStage({
      async run({ id }) {
        if (isDown) return { kind: 'down', error: 'refused' };
        return id === 'doubtful' ? { kind: 'doubt', step: {} } : done;
      },
      waiting: ({ id }, why) => (told.push(`${id} ${why}`), {}),
      giveUpAfterMs: () => 4 * MINUTE,
      givenUp: ({ id }, _, why) => (told.push(`${id} ${why}`), {}),
    });
    const node = start('a');
    void submit({ id: 'doubtful', orderKey: 'anna' }, { id: 'behind', orderKey: 'anna' });
    await clock.advance(5_000);
    for (const outage of ['first', 'second']) {
      void submit({ id: `before the ${outage}` });
      await clock.advance(5_000);
      isDown = true;
      void submit({ id: outage });
      await clock.advance(MINUTE);
      isDown = false;
      await clock.advance(5 * MINUTE);
    }
    node.kill();
    isDown = true;
    start('b');
    void submit({ id: 'third' });
    await clock.advance(MINUTE);
    // What stands behind a doubt waits for its person.
    expect(told).toEqual(['first tracker-down', 'second tracker-down', 'third tracker-down']);
  });

  it('is not back because what it was asked ran out of its own time, and others find that out first', async () => {
    let calls = 0;
    const { clock, start, submit } = createStage({
      deadlineMs: ({ effect }) => (effect ? 60_000 : 2_000),
      async run({ effect }, { signal }) {
        if (effect) return ((calls += 1), { kind: 'down', error: 'refused' });
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        throw signal.reason;
      },
    });
    start();
    void submit({ id: 'a' });
    await clock.advance(MINUTE);
    calls = 0;
    const expiresAt = clock.now() + 5 * MINUTE;
    void submit(...Array.from({ length: 30 }, (_, i) => ({ id: `look-up ${i}`, effect: false, expiresAt })));
    await clock.advance(5 * MINUTE);
    expect(calls).toBe(0);
  });

  it('is still probed while an old call to it hangs', async () => {
    let calls = 0;
    const { clock, start, submit } = createStage({
      async run({ id }) {
        if (id === 'hangs') return new Promise(() => undefined);
        calls += 1;
        return { kind: 'down', error: 'refused' };
      },
    });
    start();
    void submit({ id: 'hangs' }, { id: 'a' });
    await clock.advance(50_000);
    expect(calls).toBeGreaterThan(4);
  });
});

describe('work that came too late to be sent', () => {
  it('is no word of its endpoint and costs no try: it goes out soon as a new attempt, and others go on meanwhile', async () => {
    const sent: string[] = [];
    const { clock, start, submit, lane } = createStage({
      async run({ id }, { number }) {
        sent.push(`${id} ${number}`);
        return id === 'a' && number < 6 ? { kind: 'late' } : done;
      },
    });
    start();
    void submit({ id: 'a' });
    await clock.run(() => sent.length === 2);
    expect(lane().work.get('a')).toMatchObject({ tries: 0, lastError: 'late' });
    void submit({ id: 'b' });
    await clock.advance(6_000);
    expect(sent.toSorted()).toEqual(['a 1', 'a 2', 'a 3', 'a 4', 'a 5', 'a 6', 'b 1']);
    expect(lane().work.size).toBe(0);
  });
});

describe('a command that fails alone', () => {
  it('waits longer each time, with full jitter, up to a quarter of an hour', () => {
    expect(backOffMs(1, () => 0.999)).toBeLessThan(1_000);
    expect(backOffMs(5, () => 0.5)).toBe(8_000);
    expect(backOffMs(50, () => 1)).toBe(15 * 60_000);
    expect(backOffMs(50, () => 0)).toBe(250);
  });

  it('is given up after about a day', () => {
    const waits = Array.from({ length: MOST_TRIES - 1 }, (_, i) => backOffMs(i + 1, () => 0.5));
    expect(waits.reduce((sum, ms) => sum + ms) / HOUR).toBeCloseTo(24, 0);
  });

  it('takes what depends on it along in one dead letter when it is given up, and nothing else', async () => {
    const told: string[] = [];
    const { clock, start, submit, lane } = createStage(
      {
        run: async ({ id }) => (id === 'well' ? done : { kind: 'failed', error: '500' }),
        givenUp: ({ id }, dependents, why) => (told.push([id, ...dependents.map((one) => one.id), why].join()), {}),
      },
      { random: () => 0 },
    );
    start();
    void submit(
      { id: 'create', orderKey: 'new' },
      { id: 'comment', orderKey: 'new', dependsOn: 'create' },
      { id: 'well' },
    );
    await clock.advance(120_000);
    expect(told).toEqual(['create,comment,failed-too-often']);
    expect(lane().work.size).toBe(0);
    const [letter] = [...lane().dead.values()];
    expect(lane().dead.size).toBe(1);
    expect(JSON.parse(letter?.value.toString() ?? '')).toMatchObject([{ body: 'create' }, { body: 'comment' }]);
  });

  it('takes dependents along that have no room in memory', async () => {
    const told: number[] = [];
    const { clock, start, submit, lane } = createStage({
      async run() {
        throw new TypeError('a bug');
      },
      deadlineMs: () => 1_000,
      baseline: async () => {
        await new Promise<void>((resolve) => clock.after(500, resolve));
        return { kind: 'known', baseline: 1 };
      },
      givenUp: (_, dependents) => (told.push(dependents.length), {}),
    });
    start();
    const comments = Array.from({ length: 200 }, (_, i) => ({
      id: `comment ${i}`,
      orderKey: 'new',
      dependsOn: 'create',
    }));
    void submit({ id: 'create', orderKey: 'new' }, ...comments);
    await clock.advance(20_000);
    expect(told).toEqual([200]);
    expect(lane().work.size).toBe(0);
  });
});

describe('work that cannot be done', () => {
  it('is a dead letter at once, and no attempt, where its worker says why it is impossible here', async () => {
    const told: string[] = [];
    const { clock, start, submit, lane } = createStage({
      permit: async ({ id }) => (id === 'a' ? { impossible: 'its desk is not configured' } : 0),
      run: async ({ id }) => (told.push(`${id} ran`), done),
      givenUp: ({ id, attempt }, _, why) => (told.push(`${id} ${why} after ${attempt}`), {}),
    });
    start();
    void submit({ id: 'a', orderKey: 'anna' }, { id: 'b', orderKey: 'anna' });
    await clock.advance(2_000);
    expect([...lane().dead.values()].map(({ cause }) => cause)).toEqual(['its desk is not configured']);
    expect([told, lane().work.size]).toEqual([['a impossible after 0', 'b ran'], 0]);
  });

  it('is a dead letter at once where its worker throws, also when its last words throw', async () => {
    const { clock, start, submit, lane } = createStage({
      run: async () => Promise.reject(new TypeError('a bug')),
      givenUp: () => {
        throw new RangeError('and another');
      },
    });
    const { failures } = start();
    void submit({ id: 'a' });
    await clock.advance(2_000);
    expect([...lane().dead.values()].map(({ cause }) => cause)).toEqual(['the worker threw TypeError']);
    expect([lane().work.size, failures]).toEqual([0, []]);
  });

  it('is a dead letter where the database refuses what came of it, and is not done again', async () => {
    let ran = 0;
    const { clock, start, submit, lane } = createStage({
      run: async () => ((ran += 1), { kind: 'again', inMs: 1_000, step: { side: ['refuse this'] } }),
      givenUp: () => ({ side: ['refuse this too'] }),
    });
    const { failures } = start();
    void submit({ id: 'a' });
    await clock.advance(10_000);
    expect([ran, lane().work.size, lane().dead.size, failures]).toEqual([1, 0, 1, []]);
  });
});
