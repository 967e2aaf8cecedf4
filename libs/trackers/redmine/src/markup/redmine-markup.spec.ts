import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plain, type Mark, type RichText } from '#contracts';
import { redmineMarkup } from './redmine-markup.js';

const formats = [
  ['textile', redmineMarkup({ textFormatting: 'textile', emoji: 'keep' })],
  ['commonmark', redmineMarkup({ textFormatting: 'commonmark', emoji: 'keep' })],
] as const;

const signs = ['*', '_', '-', '+', '^', '~', '%', '@', '"', ':', '!', '[', ']', '(', ')', '{', '}', '#', '.', '|', '`'];
const more = ['\\', '&', ';', '=', '?', '<', '>', '/', ' ', ' ', '\n', '\n\n'];
const words = ['1', '12', 'note', 'h1', 'bq', 'p', 'a', 'word', 'ABC', 'amp', 'ж', ' https://x.y/z_a?b=c&d ', '   '];

/** Plain texts made of everything that either format gives a meaning to; an address stands between blanks. */
const texts = fc.array(fc.constantFrom(...signs, ...more, ...words), { maxLength: 40 }).map((pieces) =>
  pieces
    .join('')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n'),
);

/** Words that begin like markup, and what may follow one. */
const PROSE = ['please', 'prod', 'page3', 'bqs', 'h1x', 'h42', 'fnord', 'preface', 'tables', 'www', 'one'];
const ENDS = [
  '. ',
  '.',
  ', ',
  ': ',
  '! ',
  '? ',
  '/. ',
  ') ',
  ' (',
  ' "',
  '" ',
  ' *',
  '* ',
  ' _',
  '_ ',
  ' -',
  '- ',
  ' @',
  '@ ',
].concat([
  ' %',
  '% ',
  ' ~',
  '~ ',
  ' ^',
  '^ ',
  ' =',
  ' == ',
  ' | ',
  '|',
  ' [',
  '] ',
  ' {',
  '} ',
  ' `',
  '` ',
  ' # ',
  ' ',
]);

const bold = (text: string, words: string, kind: Mark['kind'] = 'bold', value?: string): RichText => {
  const start = text.indexOf(words);
  return { text, marks: [{ kind, start, end: start + words.length, ...(value !== undefined && { value }) }] };
};

describe.each(formats)('%s', (_, markup) => {
  it('brings any plain words there and back unharmed, whatever they would mean as markup', () => {
    // `!#12` is how Redmine itself writes a number that is no link: its `!` is not kept.
    const telling = texts.filter((text) => !/!#/.test(text));
    fc.assert(
      fc.property(telling, (text) => expect(markup.from(markup.to(plain(text)))).toEqual(plain(text))),
      { numRuns: 1_000 },
    );
  });

  it('shows every word that was written there, whatever stands around it', () => {
    const line = fc.array(fc.tuple(fc.constantFrom(...PROSE), fc.constantFrom(...ENDS)), { maxLength: 8 });
    const written = fc.array(line, { maxLength: 4 }).map((lines) => lines.map((one) => one.flat().join('')).join('\n'));
    const lettersOf = (text: string) => text.replace(/[^a-z]/g, '');
    fc.assert(
      fc.property(written, (text) => expect(lettersOf(markup.from(text).text)).toBe(lettersOf(text))),
      { numRuns: 1_000 },
    );
  });

  it.each<[Mark['kind'], string | undefined]>([
    ['bold', undefined],
    ['italic', undefined],
    ['underline', undefined],
    ['strike', undefined],
    ['code', undefined],
    ['link', 'https://example.com/a_b?c=d'],
  ])('brings %s words there and back', (kind, value) => {
    const rich = bold('Please see this now.', 'see this', kind, value);
    expect(markup.from(markup.to(rich))).toEqual(rich);
  });

  it.each(['http://localhost:3000/', 'http://wiki', 'https://anna@wiki/Start?a=1', 'ftp://files.example/a'])(
    'shows %s beside the words of its link: a messenger opens no such address',
    (value) => {
      const text = 'Please see here.';
      const rich = { text, marks: [{ kind: 'link' as const, start: 11, end: 15, value }] };
      expect(markup.from(markup.to(rich))).toEqual({ ...rich, text: `Please see here (${value}).` });
      const told = { text: value, marks: [{ kind: 'link' as const, start: 0, end: value.length, value }] };
      expect(markup.from(markup.to(told)).text).toBe(value);
    },
  );

  it('brings marks within marks there and back', () => {
    const rich: RichText = {
      text: 'All of this matters.',
      marks: [
        { kind: 'bold', start: 0, end: 11 },
        { kind: 'italic', start: 7, end: 11 },
      ],
    };
    expect(markup.from(markup.to(rich))).toEqual(rich);
  });

  it('brings code of several lines there and back to the letter', () => {
    const rich = bold('Try:\nif (a *b*) {\n\n  #1 `x` @y@\n}\nThanks.', 'if (a *b*) {\n\n  #1 `x` @y@\n}', 'pre', 'c');
    expect(markup.from(markup.to(rich))).toEqual(rich);
  });

  it('marks every line of its own where marked words have several', () => {
    const rich = bold('One\nTwo', 'One\nTwo');
    const back = markup.from(markup.to(rich));
    expect(back.text).toBe(rich.text);
    expect(back.marks).toEqual([
      { kind: 'bold', start: 0, end: 3 },
      { kind: 'bold', start: 4, end: 7 },
    ]);
  });

  it('shows a quote as a quote', () => {
    const back = markup.from(markup.to(bold('He wrote:\nIt is slow.\nVery.\nIs it?', 'It is slow.\nVery.', 'quote')));
    expect(back.marks).toEqual([{ kind: 'quote', start: 10, end: 27 }]);
  });

  it('loses no word to a mark that the format cannot write there', () => {
    const inWord = bold('unbelievable', 'believ');
    expect(markup.from(markup.to(inWord)).text).toBe(inWord.text);
    const hidden = bold('The end is here.', 'end', 'spoiler');
    expect(markup.to(hidden)).toBe(hidden.text);
    const odd = bold('Call me.', 'Call', 'link', 'tg://user?id=7');
    expect(markup.to(odd)).toBe(odd.text);
  });

  it.each([
    ['lists within lists', (n: number) => Array.from({ length: n }, (__, i) => `${'  '.repeat(i % 60)}- x`).join('\n')],
    ['stars', (n: number) => '*a '.repeat(n)],
    ['ticks', (n: number) => Array.from({ length: n }, (__, i) => '`'.repeat((i % 90) + 1)).join('x')],
    ['brackets', (n: number) => '['.repeat(n) + ']('.repeat(n)],
    ['quotes', (n: number) => '> '.repeat(n)],
    ['at signs', (n: number) => ' @a'.repeat(n)],
    ['half tags', (n: number) => '<ins '.repeat(n)],
    ['half pages', (n: number) => '[[a|'.repeat(n)],
    ['half references', (n: number) => '&#1'.repeat(n)],
    ['tabs', (n: number) => '\t'.repeat(n / 2) + '>'.repeat(n)],
    ['blanks in a heading', (n: number) => `#${' '.repeat(n / 2)}a${' '.repeat(n / 2 - 9)}\u2028b`],
    ['blanks before a word', (n: number) => `${' '.repeat(n - 9)}a`],
    ['blanks in a link', (n: number) => `](${' '.repeat(n - 9)}`],
    ['blanks in a block of code', (n: number) => `<pre>\n${' '.repeat(n - 9)}a\n</pre>`],
    ['words in code', (n: number) => `\` ${'a'.repeat(n - 9)}\``],
    ['waves', (n: number) => `${'~'.repeat(n - 9)}\``],
    ['parentheses', (n: number) => `p${'('.repeat(n)}`],
    ['capitals', (n: number) => `${'A1'.repeat(n / 4)}(${'AB('.repeat(n / 6)}`],
    ['braces in an address', (n: number) => `https://a/${'{'.repeat(n / 2)}${'www.&&'.repeat(n / 12)}`],
  ])('reads and writes a long text of %s without losing itself in it', (__, make) => {
    const text = `${make(60_000).slice(0, 60_000)}\nThe end.`;
    expect(markup.from(text).text).toContain('The end.');
    expect(markup.to(plain(text))).toContain('The end.');
  });
});

describe('emoji in what is sent first', () => {
  const fire = plain('It burns 🔥');

  it('are kept, replaced or left out as configured', () => {
    const sent = (emoji: 'auto' | 'keep' | 'shortcode' | 'strip') =>
      redmineMarkup({ textFormatting: 'commonmark', emoji }).to(fire);
    expect([sent('auto'), sent('keep'), sent('shortcode'), sent('strip')]).toEqual([
      'It burns 🔥',
      'It burns 🔥',
      'It burns :fire:',
      'It burns',
    ]);
  });

  it.each(['shortcode', 'strip'] as const)('take no mark, line end or indentation with them: %s', (emoji) => {
    const text = '🔥 It burns 🔥\nagain:\nif x:\n    go()  # 🔥 now\n';
    const marks: Mark[] = [
      { kind: 'bold', start: 0, end: 14 },
      { kind: 'pre', start: 22, end: text.length },
    ];
    for (const textFormatting of ['commonmark', 'textile'] as const) {
      const { from, to } = redmineMarkup({ textFormatting, emoji });
      const back = from(to({ text, marks }));
      const fire = emoji === 'strip' ? ['', '', ''] : [':fire: ', ' :fire:', ':fire: '];
      expect(back.text).toBe(`${fire[0]}It burns${fire[1]}\nagain:\nif x:\n    go()  # ${fire[2]}now`);
      expect(back.marks.map(({ kind, start, end }) => [kind, back.text.slice(start, end)])).toEqual([
        ['bold', `${fire[0]}It burns${fire[1]}`],
        ['pre', `if x:\n    go()  # ${fire[2]}now`],
      ]);
    }
  });

  it('are spelled in a subject as in the words, so that a look for it compares like with like', () => {
    const subject = (emoji: 'auto' | 'shortcode') =>
      redmineMarkup({ textFormatting: 'commonmark', emoji }).subject?.('It *burns* 🔥');
    expect([subject('auto'), subject('shortcode')]).toEqual(['It *burns* 🔥', 'It *burns* :fire:']);
  });
});
