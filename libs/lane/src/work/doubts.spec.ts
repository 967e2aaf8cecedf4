import { describe, expect, it } from '@jest/globals';
import { createStage, done } from '../engine/rehearsal/one-stage.js';

const unknown = { kind: 'unknown', settleMs: 0, error: 'no answer' } as const;

describe('a doubt', () => {
  const doubted = (found: () => boolean) => {
    const calls: string[] = [];
    return {
      calls,
      async run() {
        return calls.push('send') === 1 ? unknown : done;
      },
      async look() {
        calls.push('look');
        return found()
          ? ({ kind: 'found', step: {} } as const)
          : ({ kind: 'doubt', step: { side: ['asked'] } } as const);
      },
    };
  };

  it('asks its person and holds up nothing but its own key until they answer', async () => {
    const outside = doubted(() => false);
    const { clock, start, submit, rows, lane } = createStage(outside);
    start();
    void submit({ id: 'a', orderKey: 'issue', gate: 'boris' }, { id: 'behind', orderKey: 'issue', gate: 'boris' });
    await clock.advance(10_000);
    void submit({ id: 'other', gate: 'boris' });
    await clock.advance(60_000);
    expect(rows).toEqual(['asked']);
    expect([...lane().work.keys()]).toEqual(['a', 'behind']);
    expect(outside.calls).toEqual(['send', 'look', 'send']);
  });

  it.each([
    ['did not arrive', false, ['send', 'look', 'send']],
    ['arrived', true, ['send', 'look', 'look']],
  ])('is settled by the answer that it %s, also after a crash', async (_, arrived, calls) => {
    let accepted = false;
    const outside = doubted(() => accepted);
    const { clock, start, submit, lane } = createStage(outside);
    const first = start();
    void submit({ id: 'a' });
    await clock.advance(10_000);
    expect(lane().work.get('a')?.state).toBe('doubt');
    first.kill();
    start('successor');
    await clock.advance(10_000);
    accepted = true;
    void submit({
      id: 'answer',
      answers: [
        { work: 'a', arrived },
        { work: 'a', arrived: !arrived },
      ],
    });
    await clock.advance(60_000);
    expect(outside.calls).toEqual(calls);
    expect(lane().work.size).toBe(0);
  });

  it('is looked for, once its person says that it arrived, by what they were shown, also after a crash', async () => {
    const baselines: unknown[] = [];
    const { clock, start, submit, lane } = createStage({
      run: async () => unknown,
      async look(_, { baseline }) {
        baselines.push(baseline);
        return baselines.length > 1
          ? { kind: 'found', step: {} }
          : { kind: 'doubt', step: {}, baseline: { shown: 'journal/7' } };
      },
    });
    const first = start();
    void submit({ id: 'a' });
    await clock.advance(10_000);
    first.kill();
    start('successor');
    await clock.advance(10_000);
    void submit({ id: 'answer', answers: [{ work: 'a', arrived: true }] });
    await clock.advance(10_000);
    expect(baselines).toEqual([undefined, { shown: 'journal/7' }]);
    expect(lane().work.size).toBe(0);
  });
});
