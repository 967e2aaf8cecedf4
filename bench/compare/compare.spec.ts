import { describe, expect, it } from '@jest/globals';
import { aboutUsage } from '../report/objections.js';
import { cpuMsOf, objectionsTo, together } from './cost.js';
import { goalOf } from './goal.js';
import { interleave } from './interleave.js';
import { intervalOf, medianOf } from './median.js';

describe('what is compared', () => {
  it('is played in turn, there and back', async () => {
    const played: string[] = [];
    const contender = (name: string) => async (round: number) => played.push(`${name}${round}`);
    await interleave({ a: contender('a'), b: contender('b') }, 3, () => {});
    expect(played).toEqual(['a0', 'b0', 'b1', 'a1', 'b2', 'a2']);
  });

  it('is played in every order in turn, where there are three', async () => {
    const played: string[] = [];
    const contender = (name: string) => async () => played.push(name);
    await interleave({ a: contender('a'), b: contender('b'), c: contender('c') }, 6, () => {});
    const rounds = Array.from({ length: 6 }, (_, round) => played.slice(3 * round, 3 * round + 3).join(''));
    expect(rounds).toEqual(['abc', 'cba', 'bca', 'acb', 'cab', 'bac']);
  });

  it('has a median, and an interval that holds it', () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
    const { low, high } = intervalOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]);
    expect(low).toBeGreaterThanOrEqual(1);
    expect(low).toBeLessThan(5.5);
    expect(high).toBeGreaterThan(5.5);
    expect(high).toBeLessThan(100);
    expect(intervalOf([2, 2, 2])).toEqual({ low: 2, high: 2 });
  });

  it('keeps a promise only where the bad end of the interval does', () => {
    const promised = { id: 'P0', what: '', goal: 1 };
    expect(goalOf({ ...promised, sense: 'at least' }, [0.9, 1.2, 1.3]).holds).toBe(false);
    expect(goalOf({ ...promised, sense: 'at least' }, [1.1, 1.2, 1.3]).holds).toBe(true);
    expect(goalOf({ ...promised, sense: 'at most' }, [0.7, 0.8, 1.1]).holds).toBe(false);
    expect(goalOf({ ...promised, sense: 'at most' }, [0.7, 0.8, 1]).holds).toBe(true);
  });

  it('is judged by whole turns, a long phase of one more than a short one', () => {
    const phase = (seconds: number, apart: number) => ({
      ...{ seconds, apart, busy: 1, others: 0, postgres: { commits: 1, writing: 0, lanes: {} } },
      processes: [{ name: 'gateway', side: 'services' as const, cpuMs: 10, peakMiB: 0 }],
    });
    const turn = together([phase(1, 0.4), phase(3, 0)]);
    expect(turn).toMatchObject({ seconds: 4, apart: 0.1, busy: 1, postgres: { commits: 2 } });
    expect(cpuMsOf(turn)).toBe(20);
    expect(objectionsTo([turn])).toEqual([]);
  });

  it('keeps no promise in a void run, nor in a single round; in a disturbed run it does', () => {
    const promised = { id: 'P0', what: '', goal: 1, sense: 'at least' as const };
    const [isVoid] = aboutUsage('drain', { apart: 0.3, others: 0 });
    const [disturbed] = aboutUsage('drain', { apart: 0, others: 0.3 });
    expect(goalOf(promised, [2, 2, 2], [isVoid ?? '']).holds).toBe(false);
    expect(goalOf(promised, [2, 2, 2], [disturbed ?? '']).holds).toBe(true);
    expect(goalOf(promised, [2]).holds).toBe(false);
  });
});
