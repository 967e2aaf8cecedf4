import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plain } from '#contracts';
import { markKindsAt, richText } from './rich-text.arbitrary.js';
import { splitText } from './split.js';

const texts = (text: string, max: number) => splitText(plain(text), max).map((part) => part.text);

describe('splitText', () => {
  it.each([
    ['leaves what fits alone', 'One. Two.', 20, ['One. Two.']],
    [
      'breaks between paragraphs first',
      'One two.\nThree.\n\nFour five. Six',
      24,
      ['One two.\nThree.', 'Four five. Six'],
    ],
    ['then between lines', 'One two. Three\nFour. Five six', 20, ['One two. Three', 'Four. Five six']],
    ['then between sentences', 'One two three. Four five', 18, ['One two three.', 'Four five']],
    ['then between words', 'one two three four', 9, ['one two', 'three', 'four']],
    ['then between characters', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['has nothing for a blank text', ' \n ', 4, []],
    ['keeps a later line’s indent', 'if (a) {\n  b();\n}', 10, ['if (a) {', '  b();\n}']],
  ])('%s', (_, text, max, parts) => {
    expect(texts(text, max)).toEqual(parts);
  });

  it('never breaks a surrogate pair or a joined emoji', () => {
    expect(texts('😀😀😀', 3)).toEqual(['😀', '😀', '😀']);
    expect(texts('ab👩‍👩‍👧‍👦cd', 12)).toEqual(['ab', '👩‍👩‍👧‍👦c', 'd']);
  });

  it('continues a mark that a break cuts', () => {
    const code = { text: 'let a;\nlet b;', marks: [{ kind: 'pre' as const, start: 0, end: 13, value: 'js' }] };
    expect(splitText(code, 8)).toEqual([
      { text: 'let a;', marks: [{ kind: 'pre', start: 0, end: 6, value: 'js' }] },
      { text: 'let b;', marks: [{ kind: 'pre', start: 0, end: 6, value: 'js' }] },
    ]);
  });

  it('loses nothing but white space, fits the limit, splits no pair, and keeps every character under its marks', () => {
    fc.assert(
      fc.property(richText, fc.integer({ min: 2, max: 60 }), (rich, max) => {
        const parts = splitText(rich, max);
        let from = 0;
        for (const part of parts) {
          expect(part.text.length).toBeLessThanOrEqual(max);
          expect(part.text.trim()).not.toBe('');
          expect(part.text.isWellFormed()).toBe(true);
          const at = rich.text.indexOf(part.text, from);
          expect(rich.text.slice(from, at).trim()).toBe('');
          for (let unit = 0; unit < part.text.length; unit += 1)
            expect(markKindsAt(part, unit)).toEqual(markKindsAt(rich, at + unit));
          for (const mark of part.marks) expect(mark.end).toBeLessThanOrEqual(part.text.length);
          from = at + part.text.length;
        }
        expect(rich.text.slice(from).trim()).toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
