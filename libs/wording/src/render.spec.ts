import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Phrase } from '#contracts';
import { codePoint } from '#text/code-point';
import { CATALOGUES, LANGUAGES, UnknownPhrase } from './catalogue.js';
import { facts, phrase } from './phrase.js';
import { render, renderLines } from './render.js';

const now = Date.UTC(2026, 4, 3, 12, 0);
const english = { language: 'en', zone: 'Europe/Berlin', now };
const russian = { language: 'ru', zone: 'Europe/Moscow', now };
const url = 'https://redmine.example/issues/4318';

describe('render', () => {
  it('turns the markup of a phrase into marks over its words and values', () => {
    expect(render(phrase('link.hello', { name: 'Anna', desk: 'Acme' }), english)).toEqual({
      text: 'Hello, Anna. I connect this chat with Acme.',
      marks: [
        { kind: 'bold', start: 0, end: 12 },
        { kind: 'italic', start: 38, end: 42 },
      ],
    });
  });

  it('links titles, and leaves the link away where there is no web address', () => {
    const head = (address: string | undefined) =>
      render(phrase('news.head', { url: address, title: 'Slow', label: '#7' }), english).marks.map(({ kind }) => kind);
    expect(head(url)).toEqual(['link', 'bold']);
    expect(head(undefined)).toEqual(['bold']);
    expect(head('javascript:alert(1)')).toEqual(['bold']);
  });

  it('keeps the marks a rich value brings', () => {
    const rich = { text: 'is full', marks: [{ kind: 'code' as const, start: 0, end: 2 }] };
    expect(render(phrase('news.comment', { author: 'Boris', words: { rich } }), english)).toEqual({
      text: 'Boris: is full',
      marks: [
        { kind: 'bold', start: 0, end: 5 },
        { kind: 'code', start: 7, end: 9 },
      ],
    });
  });

  it('puts a phrase within a phrase into the same language', () => {
    const reason = { phrase: phrase('reason.no-answer', { tracker: 'Redmine' }) };
    expect(render(phrase('refused.reason', { reason }), russian).text).toBe('Не сохранено. Redmine не отвечает.');
  });

  it('leaves out a fact that has nothing in it, and a line without facts', () => {
    const created = { url, title: 'Slow', label: '#7', project: undefined, status: 'New', priority: undefined };
    expect(render(phrase('issue.created', created), english).text).toBe(
      '✅ Slow — created as #7\nNew\nReply to this message to add to it.',
    );
    expect(render(phrase('issue.created', { ...created, status: undefined }), english).text).toBe(
      '✅ Slow — created as #7\nReply to this message to add to it.',
    );
  });

  it('joins facts into one line', () => {
    const status = phrase('news.status', { from: 'New', to: 'Resolved' });
    expect(render(facts(status, phrase('news.file', { name: 'a.png' })), english).text).toBe(
      'Status: New → Resolved · 📎 a.png',
    );
  });

  it.each([
    [1, '📎 1 file', '📎 1 файл'],
    [3, '📎 3 files', '📎 3 файла'],
    [5, '📎 5 files', '📎 5 файлов'],
    [21, '📎 21 files', '📎 21 файл'],
  ])('says %d files as the language counts', (count, inEnglish, inRussian) => {
    expect(render(phrase('preview.files', { count }), english).text).toBe(inEnglish);
    expect(render(phrase('preview.files', { count }), russian).text).toBe(inRussian);
  });

  it.each([
    [now - 3 * 3_600_000, 'Europe/Berlin', '11:00'],
    [now - 3 * 3_600_000, 'Asia/Tokyo', '18:00'],
    [now - 3 * 3_600_000, undefined, '09:00 UTC'],
    [now - 3 * 3_600_000, 'Atlantis/Capital', '09:00 UTC'],
    [now - 24 * 3_600_000, 'Europe/Berlin', '2 May, 14:00'],
    [now + 11 * 3_600_000, 'Europe/Berlin', '4 May, 01:00'],
    [Date.UTC(2025, 11, 31, 9), 'Europe/Berlin', '31 December 2025, 10:00'],
  ])('shows a time by the reader’s clock, today’s without the date (%d in %s)', (at, zone, shown) => {
    const done = phrase('kept.commentDone', { at: { at }, label: '#7' });
    expect(render(done, { ...english, zone }).text).toBe(`✅ Your words of ${shown} are on #7 now.`);
  });

  it.each(['no.such.phrase', 'toString', 'constructor', '__proto__'])('does not know %s', (key) => {
    expect(() => render({ key }, english)).toThrow(UnknownPhrase);
  });

  it('falls back to English for a language it does not speak', () => {
    expect(render(phrase('menu.where'), { language: 'eo', now }).text).toBe('Where does this belong?');
  });
});

describe('renderLines', () => {
  it('puts phrases under each other and moves their marks along', () => {
    const lines = [phrase('menu.where'), phrase('preview.words', { words: '' }), phrase('choose.title')];
    expect(renderLines(lines, english)).toEqual({
      text: 'Where does this belong?\nWhich issue?',
      marks: [
        { kind: 'bold', start: 0, end: 23 },
        { kind: 'bold', start: 24, end: 36 },
      ],
    });
  });
});

describe('values', () => {
  const hostile = fc.oneof(
    fc.string({ unit: codePoint, minLength: 1 }),
    fc.constantFrom(
      '<b>',
      '</b>',
      '<a href="https://evil.example">x</a>',
      '&lt;b&gt;',
      '{{title}}',
      '$t(menu.where)',
      ' · ',
    ),
    fc.string({ unit: fc.constantFrom('<', '>', '/', 'b', '&', '{', '}', '"', '\n', ' · '), minLength: 1 }),
  );
  const textKeys = Object.entries(CATALOGUES.en).filter(
    ([key, source]) =>
      !/_(one|other)$/.test(key) && !/\{\{(at|page|pages|megabytes|limit|reason|first|rest)\}\}/.test(source),
  );
  const phrases: fc.Arbitrary<Phrase> = fc.constantFrom(...textKeys).chain(([key, source]) => {
    const places = new Set([...source.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''));
    const values = fc.record(Object.fromEntries([...places].map((place) => [place, hostile])));
    return values.map((filled) => ({ key, with: filled }));
  });

  it('never make a mark, and stand in the text as they are', () => {
    fc.assert(
      fc.property(phrases, fc.constantFrom(...LANGUAGES), (said, language) => {
        const harmless = Object.fromEntries(Object.keys(said.with ?? {}).map((place) => [place, 'x']));
        const shown = render(said, { language, now });
        const expected = render({ key: said.key, with: harmless }, { language, now });
        expect(shown.marks.map(({ kind }) => kind)).toEqual(expected.marks.map(({ kind }) => kind));
        for (const [place, value] of Object.entries(said.with ?? {}))
          if (place !== 'url') expect(shown.text).toContain(value);
      }),
      { numRuns: 500 },
    );
  });
});
