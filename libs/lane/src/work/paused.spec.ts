import { describe, expect, it } from '@jest/globals';
import { createStage, done } from '../engine/rehearsal/one-stage.js';

const MINUTE = 60_000;

describe('Retry-After', () => {
  it('is never undercut at its endpoint, whatever the wall clock does, and costs no try', async () => {
    const calls: number[] = [];
    const { clock, start, submit, lane } = createStage({
      async run() {
        calls.push(clock.monotonic());
        return calls.length === 1 ? { kind: 'throttled', retryAfterMs: 30_000, scope: 'endpoint' } : done;
      },
    });
    start();
    await clock.advance(1_000);
    void submit({ id: 'a' });
    await clock.advance(1_000);
    expect(lane().work.get('a')).toMatchObject({ lastError: 'throttled', tries: 0 });
    void submit({ id: 'b' });
    clock.jump(60_000);
    await clock.advance(60_000);
    expect(calls).toHaveLength(3);
    expect((calls[1] ?? 0) - (calls[0] ?? 0)).toBeGreaterThanOrEqual(30_000);
    expect(lane().work.size).toBe(0);
  });

  it('of a time that is over leaves an endpoint alone for a second all the same', async () => {
    let calls = 0;
    const { clock, start, submit } = createStage({
      run: async () => ((calls += 1), { kind: 'throttled', retryAfterMs: 0, scope: 'endpoint' }),
    });
    start();
    void submit({ id: 'a' });
    await clock.advance(MINUTE);
    expect(calls).toBeLessThanOrEqual(60);
  });
});

describe('an endpoint that answers nothing but when to come back', () => {
  const throttled = { kind: 'throttled', retryAfterMs: 10 * MINUTE, scope: 'endpoint' } as const;

  it('has everyone told once that their words wait, also who comes while it is left alone', async () => {
    const told: string[] = [];
    const { clock, start, submit, lane } = createStage({
      run: async () => throttled,
      waiting: ({ id }, why) => (told.push(`${id} ${why}`), {}),
    });
    start();
    void submit({ id: 'a' });
    await clock.advance(MINUTE);
    void submit({ id: 'b' });
    await clock.advance(MINUTE);
    expect(told).toEqual(['a throttled', 'b throttled']);
    await clock.advance(60 * MINUTE);
    expect([told.length, lane().work.size]).toEqual([2, 2]);
  });

  it('has work given up once that has lasted for as long as it may be away, and not where it answers in between', async () => {
    const told: string[] = [];
    let answers = true;
    const { clock, start, submit, lane } = createStage({
      run: async ({ id }) =>
        answers && id !== 'a' ? done : { kind: 'throttled', retryAfterMs: 20_000, scope: 'endpoint' },
      waiting: ({ id }, why) => (told.push(`${id} ${why}`), {}),
      giveUpAfterMs: () => 5 * MINUTE,
      givenUp: ({ id }, _, why) => (told.push(`${id} ${why}`), {}),
    });
    start();
    void submit({ id: 'a' });
    for (let i = 0; i < 4; i++) {
      await clock.advance(2 * MINUTE);
      void submit({ id: `${i}` });
    }
    await clock.advance(MINUTE);
    expect(told).toEqual(['a throttled']);
    answers = false;
    await clock.advance(7 * MINUTE);
    expect(told).toEqual(['a throttled', 'a down-too-long']);
    expect(lane().dead.size).toBe(1);
  });
});
