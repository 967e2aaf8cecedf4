import { describe, expect, it } from '@jest/globals';
import { MOST_TRIES } from './back-off.js';
import { createStage, type Doing, done } from '../engine/rehearsal/one-stage.js';

const MINUTE = 60_000;

describe('an endpoint at which everything fails that is to be written, and which can be read', () => {
  const tell = (told: string[]): Pick<Doing, 'waiting' | 'givenUp'> => ({
    waiting: ({ id }, why) => (told.push(`${id} ${why}`), {}),
    givenUp: ({ id }, _, why) => (told.push(`${id} ${why}`), {}),
  });

  it('has its people told once, and nothing is given up, however often it fails; then all is written in its order', async () => {
    let fails = true;
    const told: string[] = [];
    const written: string[] = [];
    let failed = 0;
    const { clock, start, submit, lane } = createStage(
      {
        ...tell(told),
        async run({ id, effect }) {
          if (!effect) return { kind: 'again', inMs: 5_000 };
          if (fails) return ((failed += 1), { kind: 'failed', error: '500' });
          written.push(id);
          return done;
        },
      },
      { random: () => 0 },
    );
    const node = start('a');
    void submit({ id: 'poll', effect: false }, { id: 'first', orderKey: 'anna' }, { id: 'second', orderKey: 'anna' });
    void submit({ id: 'other' });
    await clock.advance(2 * MINUTE);
    node.kill();
    start('b');
    await clock.advance(MINUTE);
    expect(failed).toBeGreaterThan(2 * MOST_TRIES);
    expect(told.toSorted()).toEqual(['first retrying', 'other retrying']);
    fails = false;
    await clock.advance(MINUTE);
    expect(written.filter((id) => id !== 'other')).toEqual(['first', 'second']);
    expect([lane().work.size, lane().dead.size]).toEqual([1, 0]);
  });

  it('has what was told of given up after the time that is set', async () => {
    const told: string[] = [];
    const giveUpAfterMs = () => 4 * MINUTE;
    const run = async () => ({ kind: 'failed', error: '500' }) as const;
    const { clock, start, submit } = createStage({ ...tell(told), run, giveUpAfterMs }, { random: () => 0 });
    start();
    void submit({ id: 'a' });
    await clock.advance(3 * MINUTE);
    expect(told).toEqual(['a retrying']);
    await clock.advance(2 * MINUTE);
    expect(told).toEqual(['a retrying', 'a failed-too-often']);
  });
});

describe('a command that fails alone', () => {
  it('costs tries, as if it said so, though it takes its endpoint for down, while that answers others', async () => {
    const calls: string[] = [];
    const { clock, start, submit, lane } = createStage(
      {
        async run({ id }) {
          calls.push(id);
          return id === 'odd' ? { kind: 'down', error: 'answered 500' } : done;
        },
      },
      { random: () => 0 },
    );
    start();
    void submit({ id: 'odd' });
    for (let i = 0; i < 220; i++) {
      void submit({ id: `${i}` });
      await clock.advance(2_000);
      if (i === 9) expect(lane().work.get('odd')?.tries).toBeGreaterThan(3);
    }
    expect(calls.filter((id) => id !== 'odd')).toHaveLength(220);
    expect([lane().work.size, lane().dead.size]).toEqual([0, 1]);
  });

  it('is not asked to find out whether its endpoint is back as long as something else waits', async () => {
    const calls: string[] = [];
    let up = false;
    const { clock, start, submit, lane } = createStage({
      async run({ id }) {
        calls.push(id);
        return up && id !== 'odd' ? done : { kind: 'down', error: 'answered 500' };
      },
    });
    start();
    void submit({ id: 'odd' });
    await clock.advance(MINUTE);
    void submit({ id: 'one' }, { id: 'two' });
    await clock.advance(10 * MINUTE);
    const probes = calls.slice(-6);
    expect(new Set(probes)).toEqual(new Set(['odd', 'one', 'two']));
    expect(probes.slice(0, 3)).toEqual(probes.slice(3));
    up = true;
    await clock.advance(5 * MINUTE);
    expect([...lane().work.keys()]).toEqual(['odd']);
  });

  it('is none that did well between two outages: it takes its endpoint for down in each', async () => {
    let isDown = false;
    const { clock, start, submit, lane } = createStage({
      endless: ({ id }) => id === 'poll',
      run: async () => (isDown ? { kind: 'down', error: 'refused' } : { kind: 'again', inMs: 5_000 }),
    });
    start();
    void submit({ id: 'poll' }, { id: 'other' });
    for (let outage = 0; outage < 3; outage++) {
      await clock.advance(MINUTE);
      isDown = true;
      await clock.advance(10 * MINUTE);
      isDown = false;
    }
    await clock.advance(MINUTE);
    expect([...lane().work.values()].map(({ tries }) => tries)).toEqual([0, 0]);
  });

  it('is tried for ever where it is one that never ends', async () => {
    const { clock, start, submit, lane } = createStage(
      { endless: () => true, run: async () => ({ kind: 'failed', error: '500' }) },
      { random: () => 0 },
    );
    start();
    void submit({ id: 'poll' });
    await clock.advance(5 * MINUTE);
    expect([lane().work.size, lane().dead.size]).toEqual([1, 0]);
  });
});
