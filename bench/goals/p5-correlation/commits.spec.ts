import { describe, expect, it } from '@jest/globals';
import { commitsGoal } from './commits.js';

const usage = (commits: number, others = 0) => ({
  seconds: 1,
  processes: [],
  postgres: { commits, writing: 0, lanes: {} },
  busy: 1,
  apart: 0,
  others,
});

describe('commits a message', () => {
  it('are counted over the messages that arrived', () => {
    expect(commitsGoal({ received: 1_000, usage: usage(20) })).toMatchObject({ value: 0.02, holds: true });
    expect(commitsGoal({ received: 1_000, usage: usage(500) })).toMatchObject({ value: 0.5, holds: false });
  });

  it('are no promise kept where nothing arrived', () => {
    expect(commitsGoal({ received: 0, usage: usage(5) }).holds).toBe(false);
    expect(commitsGoal({ received: 0, usage: usage(0) }).holds).toBe(false);
  });

  it('say so where strangers took part of the machine', () => {
    expect(commitsGoal({ received: 1_000, usage: usage(20, 0.3) }).objections).toHaveLength(1);
  });
});
