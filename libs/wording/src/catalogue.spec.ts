import { describe, expect, it } from '@jest/globals';
import { CATALOGUES, LANGUAGES, languageOf } from './catalogue.js';
import { BETWEEN_FACTS, parseTemplate } from './template.js';

const english: Readonly<Record<string, string>> = CATALOGUES.en;
const stemOf = (key: string) => key.replace(/_(one|two|few|many|zero|other)$/, '');
const placesOf = (source: string) => [...source.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
const facts = (source: string) => source.split('\n').flatMap((line) => line.split(BETWEEN_FACTS));

/** The keys a language needs: those of English, with the plural forms of its own. */
const keysFor = (language: string) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return Object.keys(english).flatMap((key) => {
    if (stemOf(key) === key) return [key];
    return key.endsWith('_other') ? forms.map((form) => `${stemOf(key)}_${form}`) : [];
  });
};

describe.each(LANGUAGES)('the catalogue in %s', (language) => {
  const catalogue: Readonly<Record<string, string>> = CATALOGUES[language];

  it('has every key of English, in every plural form of the language, and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual(keysFor(language).sort());
  });

  it('has every place of English in every phrase, and no other', () => {
    for (const [key, source] of Object.entries(catalogue)) {
      const original = english[key] ?? english[`${stemOf(key)}_other`] ?? '';
      expect([key, placesOf(source)]).toEqual([key, placesOf(original)]);
    }
  });

  it('closes every mark within the fact that opens it', () => {
    for (const [key, source] of Object.entries(catalogue)) {
      parseTemplate(source);
      for (const fact of facts(source)) {
        const opened = [...fact.matchAll(/<(\w+)/g)].map((match) => match[1]).sort();
        const closed = [...fact.matchAll(/<\/(\w+)>/g)].map((match) => match[1]).sort();
        expect([key, opened]).toEqual([key, closed]);
      }
    }
  });

  it('never says error', () => {
    for (const source of Object.values(catalogue)) expect(source).not.toMatch(/\berrors?\b|ошибк/i);
  });
});

describe('languageOf', () => {
  it.each([
    ['ru', 'ru'],
    ['ru-RU', 'ru'],
    ['RU_ru', 'ru'],
    ['en-GB', 'en'],
    ['rus', 'en'],
    [undefined, 'en'],
  ] as const)('takes %s for %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });
});
