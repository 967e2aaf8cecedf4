import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plain, type Mark, type RichText } from '#contracts';
import { fromCommonMark } from './from-commonmark.js';
import { fromTextile } from './from-textile.js';
import { toCommonMark } from './to-commonmark.js';
import { toTextile } from './to-textile.js';

const over = (text: string, ...marked: [words: string, kind: Mark['kind'], value?: string][]): RichText => ({
  text,
  marks: marked.map(([words, kind, value]) => {
    const start = text.indexOf(words);
    return { kind, start, end: start + words.length, ...(value !== undefined && { value }) };
  }),
});

const formats = [
  ['textile', toTextile, fromTextile],
  ['commonmark', toCommonMark, fromCommonMark],
] as const;

describe.each(formats)('words written in %s', (_, to, from) => {
  it.each([
    'https://a.example/{{macro_list}}',
    'www.a.example/{{include(Start)}}',
    'https://a.example/[[Start]]',
    'https://{{macro_list}}',
  ])('run nothing and link no page by looking like an address: %s', (text) => {
    expect(to(plain(text))).not.toMatch(/\{\{|\[\[/);
    expect(from(to(plain(text))).text).toBe(text);
  });

  it('run nothing where a mark that cannot be written parts them', () => {
    const rich = over('{{macro_list}}', ['{macro_list}}', 'spoiler']);
    expect(to(rich)).toBe(to(plain(rich.text)));
    const itself = over('https://a.example/{{macro_list}}', ['https://a.example/{{macro_list}}', 'link']);
    expect(to({ ...itself, marks: itself.marks.map((mark) => ({ ...mark, value: itself.text })) })).toBe(
      to(plain(itself.text)),
    );
  });

  it('keep what of a link’s address is encoded already, and encode what the format cannot hold', () => {
    const link = (value: string) => over('See the log', ['the log', 'link', value]);
    const kept = 'https://x.example/a%3Ab%2Fc%20d?q=100%25&e=%D1%8F#e';
    expect(from(to(link(kept)))).toEqual(link(kept));
    expect(from(to(link('https://x.example/я"(b)[c]{{d}}|')))).toEqual(
      link('https://x.example/%D1%8F%22%28b%29%5Bc%5D%7B%7Bd%7D%7D%7C'),
    );
  });

  it('come back whole, marked or not, whatever they look like', () => {
    const signs = [
      ...'*_-+^~%@":![](){}#|`\\&;=?',
      '{{toc}}',
      '[[Start]]',
      'https://!',
      'https://{',
      '![x](y)',
      'F5(',
      'a[1]',
    ];
    const pieces = fc.array(fc.constantFrom(...signs, 'word', 'a', '1', ' ', ' '), { minLength: 1, maxLength: 12 });
    const kinds = fc.constantFrom<Mark['kind']>('bold', 'italic', 'underline', 'strike', 'spoiler');
    const texts = fc.tuple(pieces, pieces, pieces, kinds).map(([before, marked, after, kind]): RichText => {
      const [lead, words] = [before.join(''), marked.join('')];
      const mark = { kind, start: lead.length, end: lead.length + words.length };
      return { text: lead + words + after.join(''), marks: [mark] };
    });
    fc.assert(
      // Redmine's own sign for "no link" is not kept.
      fc.property(
        texts.filter(({ text }) => !/!#|!\[\[/.test(text)),
        (rich) => {
          expect(from(to(rich)).text.trim()).toBe(rich.text.trim());
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('words written in Textile', () => {
  it.each([
    [over('(1) first', ['(1) first', 'bold']), '*&#40;1) first*'],
    [over('{a} first', ['{a} first', 'italic']), '_&#123;a} first_'],
    [over('[en] first', ['[en] first', 'strike']), '-&#91;en] first-'],
    [over('Report (final)', ['Report (final)', 'link', 'https://x.y']), '"Report (final&#41;":https://x.y'],
    [over('(x) Report', ['(x) Report', 'link', 'https://x.y']), '"&#40;x) Report":https://x.y'],
    [plain('Press F5(refresh), RS485(half), f5(x)'), 'Press F5&#40;refresh), RS485&#40;half), f5(x)'],
    [plain('args[0], Thread[12], a[i]'), 'args&#91;0], Thread&#91;12], a[i]'],
    [plain('*(1) no list'), '&#42;(1) no list'],
    [plain('*not\nbold*'), '&#42;not\nbold*'],
    [plain('Sent:\n{"a": 1}'), 'Sent:\n&#123;"a": 1}'],
    [over('See here; then', ['here', 'link', 'https://x.y']), 'See "here":https://x.y ; then'],
    [over('A } alone', ['}', 'bold']), 'A } alone'],
  ])('are not swallowed: %j', (rich, sent) => {
    expect(toTextile(rich)).toBe(sent);
  });
});

describe('words written in CommonMark', () => {
  it.each([
    [plain('https://![x](https://evil.example/p.png)'), 'https://![x\\](https://evil.example/p.png)'],
    [plain('https://[Log in](https://evil.example)'), 'https://[Log in\\](https://evil.example)'],
    [over('wow!here', ['here', 'link', 'https://x.y']), 'wow\\![here](https://x.y)'],
    [over('C:\\bold', ['bold', 'bold']), 'C:\\\\**bold**'],
    [over('See a] here', ['a] here', 'link', 'https://x.y']), 'See [a\\] here](https://x.y)'],
    [over('one two', ['one', 'code'], [' two', 'code']), '`one two`'],
  ])('become no image and no link of their own: %j', (rich, sent) => {
    expect(toCommonMark(rich)).toBe(sent);
  });
});
