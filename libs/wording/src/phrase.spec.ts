import { describe, expect, it } from '@jest/globals';
import { facts, phrase } from './phrase.js';

describe('phrase', () => {
  it('leaves out places that have nothing in them', () => {
    expect(phrase('new.facts', { project: 'Web shop', issueType: undefined, priority: 'Normal' })).toEqual({
      key: 'new.facts',
      with: { project: 'Web shop', priority: 'Normal' },
    });
  });

  it('knows the plural forms of a key as one key', () => {
    expect(phrase('preview.files', { count: 2 })).toEqual({ key: 'preview.files', with: { count: 2 } });
  });

  it('refuses unknown keys, misspelt places and missing values at compile time', () => {
    const misspelt = [
      // @ts-expect-error no such phrase
      () => phrase('menu.wehre'),
      // @ts-expect-error no such place
      () => phrase('link.hello', { name: 'Anna', dsek: 'Acme' }),
      // @ts-expect-error `count` is a number
      () => phrase('preview.files', { count: '2' }),
      // @ts-expect-error values are missing
      () => phrase('link.code'),
    ];
    expect(misspelt).toHaveLength(4);
  });

  it('joins any number of facts into one line', () => {
    const file = (name: string) => phrase('news.file', { name });
    expect(facts(file('a'))).toEqual(file('a'));
    expect(facts(file('a'), file('b'), file('c'))).toEqual({
      key: 'facts',
      with: {
        first: { phrase: file('a') },
        rest: { phrase: { key: 'facts', with: { first: { phrase: file('b') }, rest: { phrase: file('c') } } } },
      },
    });
  });
});
