import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plain, type Mark, type RichText } from '#contracts';
import { redmineOfOurOwn } from '../conformance/redmine-of-our-own.js';
import { redminePreview } from '../conformance/redmine-preview.js';
import { redmineMarkup } from './redmine-markup.js';

const { part, stop } = await redmineOfOurOwn();
afterAll(stop);

const LINKED = 'https://x.example/z';
const over = (text: string, words: string, kind: Mark['kind'], value?: string): RichText => {
  const start = text.indexOf(words);
  return { text, marks: [{ kind, start, end: start + words.length, ...(value !== undefined && { value }) }] };
};

const signs = [...'*_-+^~%@":![](){}#.|`\\&;=?<>/', ' ', ' ', '\n'];
const more = ['1', 'a', 'AB', '{{toc}}', '[[Start]]', ` ${LINKED} `, 'h1. ', 'bq. ', '\n* ', '\n# ', '(x)', '[en]'];
const kinds = ['bold', 'italic', 'underline', 'strike', 'spoiler', 'code', 'link'] as const;
const pieces = fc.tuple(
  fc.constantFrom(...signs, ...more, 'word', 'word'),
  fc.option(fc.constantFrom(...kinds), { freq: 6 }),
);

/** Words and signs in any order, some of them marked. */
const richTexts = fc
  .array(pieces, { minLength: 1, maxLength: 20 })
  .map((parts): RichText => {
    let text = '';
    const marks: Mark[] = [];
    for (const [words, kind] of parts) {
      const range = { start: text.length, end: text.length + words.length };
      if (kind) marks.push({ kind, ...range, ...(kind === 'link' && { value: LINKED }) });
      text += words;
    }
    return { text, marks };
  })
  .filter(({ text }) => text.trim() !== '');
const ELEMENTS = ['a', 'b', 'strong', 'em', 'i', 'ins', 'del', 's', 'code', 'pre'];

const solid = (text: string) => text.replace(/\s+/g, '');

describe.each([
  ['textile', 'textile'],
  ['commonmark', 'common_mark'],
] as const)('%s in the eyes of whoever opens Redmine', (textFormatting, setting) => {
  const markup = redmineMarkup({ textFormatting, emoji: 'keep' });
  let previewing: ReturnType<typeof redminePreview> | undefined;
  const preview = async (rich: RichText) => (await (previewing ??= redminePreview(part, setting)))(markup.to(rich));

  it('shows every word of a chat, and nothing else, whatever it would mean as markup', async () => {
    for (const rich of fc.sample(richTexts, { numRuns: 60, seed: 7 })) {
      const { text, elements } = await preview(rich);
      expect([rich, solid(text)]).toEqual([rich, solid(rich.text)]);
      expect([rich, elements.filter((name) => !ELEMENTS.includes(name))]).toEqual([rich, []]);
    }
  });

  it.each([
    over('(1) first', '(1) first', 'bold'),
    over('Report (final)', 'Report (final)', 'link', LINKED),
    over('(x) Report', '(x) Report', 'link', LINKED),
    plain('F5(refresh), RS485(half), args[0], Thread[12]'),
    plain('*not\nbold* and ~not\nlow~'),
    plain('Sent:\n{"a": 1}\n5 <6 & 7'),
    over('wow!here', 'here', 'link', 'https://evil.example/p.png'),
    plain('https://![x](https://evil.example/p.png)'),
    plain('{{macro_list}} {{include(Start)}}'),
    over('{{macro_list}}', '{macro_list}}', 'spoiler'),
  ])('shows as it was written: %j', async (rich) => {
    const { text, elements } = await preview(rich);
    expect(text).toBe(rich.text);
    expect(elements.filter((name) => name !== 'a' && name !== 'strong')).toEqual([]);
  });

  it.each([
    'https://a.example/{{macro_list}}',
    'https://{{macro_list}}',
    'www.a.example/{{include(Start)}}',
    'https://a.example/![x](/p.png)',
    'https://[Log in](https://evil.example)',
  ])('makes at most links of %s, each to the address it shows', async (text) => {
    const { elements, html } = await preview(plain(text));
    expect(elements.filter((name) => name !== 'a')).toEqual([]);
    expect(html).not.toContain('>Log in<');
  });

  it('leads a link to the address it was given', async () => {
    const { html } = await preview(over('See here; then', 'here', 'link', 'https://x.example/a%3Ab%2Fc?q=100%25#e'));
    expect(html).toContain('href="https://x.example/a%3Ab%2Fc?q=100%25#e"');
  });
});
