import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUES, LANGUAGES } from './catalogue.js';
import { MAX_LABEL, renderLabel } from './label.js';
import { phrase } from './phrase.js';

const now = 0;
const characters = (text: string) => [...new Intl.Segmenter().segment(text)].length;

describe('labels', () => {
  it('are under 24 characters in every language, as they stand in the catalogue', () => {
    for (const language of LANGUAGES)
      for (const [key, source] of Object.entries(CATALOGUES[language]))
        if (key.startsWith('button.')) {
          const words = source.replace(/\{\{page\w*\}\}/g, '99').replace(/\{\{\w+\}\}/g, '');
          expect([language, key, characters(words) <= MAX_LABEL]).toEqual([language, key, true]);
        }
  });

  it('cut what is put in, and keep the words around it', () => {
    const label = phrase('button.toIssue', { title: 'The shop answers 502 since this morning', label: '#4312' });
    expect(renderLabel(label, { language: 'en', now })).toBe('To The shop an… (#4312)');
  });

  it('stand as they are where they fit', () => {
    const label = phrase('button.toIssue', { title: 'Shop is slow', label: '#4312' });
    expect(renderLabel(label, { language: 'en', now })).toBe('To Shop is slow (#4312)');
  });

  it('are never longer, never empty and never half a character, whatever is put in', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).map((some) => `a${some}`);
    fc.assert(
      fc.property(text, text, fc.constantFrom(...LANGUAGES), (title, label, language) => {
        for (const made of [title, phrase('button.toIssue', { title, label })]) {
          const shown = renderLabel(made, { language, now });
          expect(characters(shown)).toBeLessThanOrEqual(MAX_LABEL);
          expect(shown).not.toBe('');
          expect(shown.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
