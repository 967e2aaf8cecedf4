import { describe, expect, it } from '@jest/globals';
import { overTime, sayOver, type Timed, unseen } from './over-time.js';

const none: Record<Timed, readonly number[]> = {
  ...{ words: [], answers: [], letters: [], stalls: [], ends: [], returns: [] },
};

describe('a time that is promised', () => {
  it('is over where it took longer, counted, and said with the worst', () => {
    const times = { ...none, words: [5_200, 5_201, 8_449], ends: [20_000], letters: [1_001] };
    const over = overTime(times, ['words', 'ends', 'letters']);
    expect(over.map(sayOver)).toEqual([
      '2 words were at the tracker or asked about after more than 5.2 s: 8.4 s at worst',
      '1 poisons were dead letters after more than 1 s: 1.0 s at worst',
    ]);
  });

  it('that was never seen in its trial is named', () => {
    expect(unseen({ ...none, ends: [1] }, ['ends', 'returns'])).toEqual(['returns']);
  });

  it('counts in the trial of its promise alone', () => {
    expect(overTime({ ...none, words: [60_000], returns: [31_000] }, ['returns'])).toEqual([
      { timed: 'returns', count: 1, worstMs: 31_000 },
    ]);
  });
});
