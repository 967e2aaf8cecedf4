import { describe, expect, it } from '@jest/globals';
import { createStage, done } from '../engine/rehearsal/one-stage.js';

const MINUTE = 60_000;

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
    for (let i = 0; i < 10; i++) {
      void submit({ id: `${i}` });
      await clock.advance(2_000);
    }
    expect(calls.filter((id) => id !== 'odd')).toHaveLength(10);
    expect(lane().work.get('odd')?.tries).toBeGreaterThan(3);
    await clock.advance(2 * MINUTE);
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
