import { describe, expect, it } from '@jest/globals';
import { answeredAt } from './strike-on.js';

const struck = (hidesAnswers: boolean) => [{ from: 100_000, to: 110_000, what: 'a strike', hidesAnswers }];

describe('an answer', () => {
  it.each([
    [94_000, true],
    [96_000, false],
    [105_000, false],
    [114_000, false],
    [116_000, true],
  ])('to what was shown at %d can have arrived: %s', (at, answered) => {
    expect(answeredAt(at, struck(true))).toBe(answered);
    expect(answeredAt(at, struck(false))).toBe(true);
  });
});
