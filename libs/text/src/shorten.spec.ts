import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plain } from '#contracts';
import { richText } from './rich-text.arbitrary.js';
import { preview, truncate } from './shorten.js';

describe('truncate', () => {
  it('leaves what fits alone', () => {
    expect(truncate(plain('short'), 5)).toEqual(plain('short'));
  });

  it('ends a cut text at a word, with an ellipsis outside its marks', () => {
    const rich = { text: 'The shop answers 502', marks: [{ kind: 'bold' as const, start: 4, end: 20 }] };
    expect(truncate(rich, 14)).toEqual({ text: 'The shop…', marks: [{ kind: 'bold', start: 4, end: 8 }] });
  });

  it('never exceeds the limit nor splits a pair', () => {
    fc.assert(
      fc.property(richText, fc.integer({ min: 3, max: 40 }), (rich, max) => {
        const cut = truncate(rich, max);
        expect(cut.text.length).toBeLessThanOrEqual(max);
        expect(cut.text.isWellFormed()).toBe(true);
        for (const mark of cut.marks) expect(mark.end).toBeLessThanOrEqual(cut.text.length);
      }),
    );
  });
});

describe('preview', () => {
  it.each([
    ['The shop\n\nanswers  502', 40, 'The shop answers 502'],
    ['The shop answers 502', 10, 'The shop…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 13, '👩‍👩‍👧‍👦…'],
    ['', 10, ''],
  ])('shows %j within %d units as %j', (text, max, line) => {
    expect(preview(text, max)).toBe(line);
  });
});
