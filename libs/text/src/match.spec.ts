import { describe, expect, it } from '@jest/globals';
import { normaliseForMatch } from './match.js';

const same = (written: string, kept: string) => normaliseForMatch(written) === normaliseForMatch(kept);

describe('words written and words kept', () => {
  it.each([
    ['line ends', 'a\nb', 'a\r\nb'],
    ['spaces at line ends', 'a  \nb ', 'a\nb'],
    ['the number of blank lines', 'a\n\n\n\nb', 'a\n\nb'],
    ['the Unicode form', 'cafe\u0301', 'caf\u00e9'],
  ])('match if only %s differ', (_, written, kept) => {
    expect(same(written, kept)).toBe(true);
  });

  it.each([
    ['an emoji was cut', 'full again 🔥', 'full again'],
    ['the text was cut', 'abc def', 'abc'],
    ['case differs', 'Abc', 'abc'],
  ])('do not match if %s', (_, written, kept) => {
    expect(same(written, kept)).toBe(false);
  });
});
