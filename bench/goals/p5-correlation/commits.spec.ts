import { describe, expect, it } from '@jest/globals';
import { commitsGoal } from './commits.js';

const usage = {
  seconds: 1,
  processes: [],
  postgres: { commits: 0, writing: 0, lanes: {} },
  busy: 1,
  apart: 0,
  others: 0,
};

const third = (received: number, commits: number) => ({ received, commits });

describe('commits a message', () => {
  it('are counted over the messages that arrived, in each third of the drain', () => {
    const thirds = [third(1_000, 20), third(500, 5), third(1_000, 15)];
    expect(commitsGoal({ thirds, usage })).toMatchObject({ rounds: [0.02, 0.01, 0.015], value: 0.015, holds: true });
    expect(commitsGoal({ thirds: [...thirds, third(1_000, 500)], usage }).holds).toBe(false);
  });

  it('are no promise kept where nothing arrived', () => {
    expect(commitsGoal({ thirds: [third(1_000, 1), third(0, 5), third(0, 5)], usage }).holds).toBe(false);
    expect(commitsGoal({ thirds: [third(0, 0), third(0, 0), third(0, 0)], usage }).holds).toBe(false);
  });

  it('say so where strangers took part of the machine', () => {
    const thirds = [third(1_000, 20), third(1_000, 20)];
    expect(commitsGoal({ thirds, usage: { ...usage, others: 0.3 } }).objections).toHaveLength(1);
  });
});
