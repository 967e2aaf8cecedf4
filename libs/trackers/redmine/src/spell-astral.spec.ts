import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codePoint } from '#text/code-point';
import { spellAstral, spellingOf } from './spell-astral.js';

describe('characters a database may not be able to keep', () => {
  it('are called by their names, skin tones and families included', () => {
    expect(spellAstral('Burns 🔥, thanks 👍🏽 from 👩‍💻!', 'shortcode')).toBe(
      'Burns :fire:, thanks :+1: from :woman_technologist:!',
    );
  });

  it('are called by their number where they have no name', () => {
    expect(spellAstral('𝔄 and 𠮷', 'shortcode')).toBe('[U+1D504] and [U+20BB7]');
  });

  it('are left out without leaving holes', () => {
    expect(spellAstral('It burns 🔥 again\nok 👍', 'strip')).toBe('It burns again\nok');
  });

  it.each([
    ['  if x:  # 🔥 note\n    go()  ', '  if x:  # note\n    go()  '],
    ['🔥 first\n  🔥 second 🔥 👍 third', 'first\n  second third'],
    ['a🔥b, c 🔥, d', 'ab, c , d'],
  ])('take no blank with them but one beside them: %j', (text, stripped) => {
    expect(spellAstral(text, 'strip')).toBe(stripped);
  });

  it('are named after all where nothing else would be left', () => {
    expect(spellAstral('🔥', 'strip')).toBe(':fire:');
  });

  it('are the only ones touched', () => {
    const text = 'Проверьте ✓ ☎️ “502”  –  日本';
    for (const spelling of ['keep', 'shortcode', 'strip'] as const) expect(spellAstral(text, spelling)).toBe(text);
  });

  it('are all gone after spelling, and spelling again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: codePoint }),
        fc.constantFrom('shortcode' as const, 'strip' as const),
        (text, how) => {
          const once = spellAstral(text, how);
          expect(once).not.toMatch(/[\u{10000}-\u{10FFFF}]/u);
          expect(spellAstral(once, how)).toBe(once);
        },
      ),
    );
  });

  it('are kept by `auto` in the first sending and named in a later one', () => {
    expect([spellingOf('auto', 1), spellingOf('auto', 2), spellingOf('strip', 1)]).toEqual([
      'keep',
      'shortcode',
      'strip',
    ]);
  });
});
