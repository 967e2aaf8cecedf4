import { describe, expect, it } from '@jest/globals';
import { updateRecord, wordsOf } from '../../lanes/update-record.js';
import { collect, outcomeOf } from './debounce.js';
import { pairTimes } from './pair-times.js';
import { waitingPerson, writingPerson } from './people.js';

describe('a debounced chat', () => {
  it('says all at once what was written in it', () => {
    const [first, second] = [updateRecord(1, 7, 0), updateRecord(2, 7, 0)];
    const state = collect(second, collect(first, undefined));
    expect(state.causes).toEqual([first.id, second.id]);
    const { key, at, body } = outcomeOf(first.key, state, 2_000);
    expect({ key, at }).toEqual({ key: first.key, at: 2_000 });
    const words = `${wordsOf(first)}\n${wordsOf(second)}`;
    expect(body).toMatchObject({ what: { lines: [{ with: { words } }] } });
  });
});

describe('the people of the comparison', () => {
  it('are all different, and none who writes has a window open already', () => {
    const numbers = Array.from({ length: 5_000 }, (_, n) => n);
    expect(new Set(numbers.flatMap((n) => [waitingPerson(n), writingPerson(n)])).size).toBe(10_000);
  });
});

describe('the load', () => {
  it('is of pairs: everybody writes twice, a moment apart, in the order of time', () => {
    const times = pairTimes({ perSecond: 100, seconds: 10, seed: 1 });
    expect(times.map(({ at }) => at)).toEqual(times.map(({ at }) => at).toSorted((a, b) => a - b));
    const byPair = Map.groupBy(times, ({ pair }) => pair);
    expect([...byPair.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: byPair.size }, (_, i) => i));
    for (const [first, second, ...more] of byPair.values()) {
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeCloseTo(500);
      expect(more).toEqual([]);
    }
    expect(times.length).toBeGreaterThan(800);
    expect(times.length).toBeLessThan(1_200);
  });
});
