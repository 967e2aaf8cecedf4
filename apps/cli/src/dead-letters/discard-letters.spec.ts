import { describe, expect, it } from '@jest/globals';
import { questionOf } from './discard-letters.js';

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

describe('who discards letters is asked', () => {
  it.each([
    [{ numbers: [42], desks: ['acme'] }, 'Letter 42 of acme: what it is of will never be done. Discard it?'],
    [
      { numbers: [4, 7, 9], desks: ['acme', 'globex'] },
      '3 letters of acme and globex (4, 7, 9): what they are of will never be done. Discard them?',
    ],
    [
      { numbers: [4, 7], desks: ['acme', undefined] },
      '2 letters of acme and of no known desk (4, 7): what they are of will never be done. Discard them?',
    ],
    [{ numbers: [4], desks: [undefined] }, 'Letter 4 of no known desk: what it is of will never be done. Discard it?'],
  ])('about %j', (open, question) => {
    expect(questionOf(open)).toBe(question);
  });

  it('about many by their count, the first numbers and the last', () => {
    expect(questionOf({ numbers: upTo(12), desks: ['acme'] })).toContain('(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)');
    expect(questionOf({ numbers: upTo(1_300), desks: ['acme'] })).toContain(
      '1300 letters of acme (1, 2, 3, 4, 5, 6, 7, 8, 9, 10 … 1300):',
    );
    const desks = upTo(9).map((n) => `desk${n}`);
    expect(questionOf({ numbers: [1, 2], desks })).toContain(
      ' of desk1, desk2, desk3, desk4, desk5 and 4 more desks (1, 2)',
    );
  });

  it('in words that move no cursor', () => {
    expect(questionOf({ numbers: [1], desks: ['\u001b[2J'] })).not.toContain('\u001b');
  });
});
