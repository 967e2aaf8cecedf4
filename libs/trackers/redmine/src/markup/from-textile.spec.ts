import { describe, expect, it } from '@jest/globals';
import { fromTextile } from './from-textile.js';
import { toTextile } from './to-textile.js';
import { plain } from '#contracts';

const marksOf = (text: string) => {
  const rich = fromTextile(text);
  return {
    text: rich.text,
    marks: rich.marks.map((mark) => [mark.kind, rich.text.slice(mark.start, mark.end), mark.value]),
  };
};

describe('what an engineer writes in Textile', () => {
  it('shows marked words as marked', () => {
    expect(marksOf('*bold* _slanted_ +under+ -gone- @code@ ??cited??')).toEqual({
      text: 'bold slanted under gone code cited',
      marks: [
        ['bold', 'bold', undefined],
        ['italic', 'slanted', undefined],
        ['underline', 'under', undefined],
        ['strike', 'gone', undefined],
        ['code', 'code', undefined],
        ['italic', 'cited', undefined],
      ],
    });
  });

  it('takes no hyphen, star or underscore within words for a mark', () => {
    const text = 'A well-known snake_case_name, 2*3*4 and -5 to -6.';
    expect(fromTextile(text)).toEqual(plain(text));
  });

  it('shows a link by its words, without the sentence that ends behind it', () => {
    expect(marksOf('See "the log":https://x.y/log?a=1&b=2.')).toEqual({
      text: 'See the log.',
      marks: [['link', 'the log', 'https://x.y/log?a=1&b=2']],
    });
  });

  it('shows headings bold, lists with signs, rules as lines', () => {
    expect(marksOf('h2. Steps\n\n# One\n# Two\n** deep\n* flat\n\n---')).toEqual({
      text: 'Steps\n\n1. One\n2. Two\n  • deep\n• flat\n\n———',
      marks: [['bold', 'Steps', undefined]],
    });
  });

  it.each(['please. Do it', 'prod. is down', 'bq/. no', 'h1x. no', 'p3. no', 'page(3. no'])(
    'keeps all words of a line that only begins like one with a style: %s',
    (text) => {
      expect(fromTextile(text)).toEqual(plain(text));
    },
  );

  it.each([
    'p. Words',
    'p=. Words',
    'p(note). Words',
    'p(note#id). Words',
    'p{color: red}. Words',
    'p[en]. Words',
    'fn1. Words',
  ])('takes a style for what it is: %s', (text) => {
    expect(fromTextile(text)).toEqual(plain('Words'));
  });

  it('shows quotes of both kinds', () => {
    expect(marksOf('bq. First\nstill\n\n> Second\nNo more.').marks).toEqual([
      ['quote', 'First\nstill', undefined],
      ['quote', 'Second', undefined],
    ]);
  });

  it('keeps what stands in pre to the letter, with its language', () => {
    expect(marksOf('<pre><code class="ruby">\nputs *1*\n</code></pre>\nDone.')).toEqual({
      text: 'puts *1*\nDone.',
      marks: [['pre', 'puts *1*', 'ruby']],
    });
    expect(marksOf('<pre>one</pre>').marks).toEqual([['pre', 'one', undefined]]);
    expect(marksOf('<pre>\nnever closed').marks).toEqual([['pre', 'never closed', undefined]]);
  });

  it('reads the line ends of a browser, wiki links, images and table cells', () => {
    expect(fromTextile('a\r\n[[Start|the wiki]] !graph.png!\r\n|_. Name |3|').text).toBe(
      'a\nthe wiki graph.png\n| Name |3|',
    );
  });
});

describe('what a person writes in a chat', () => {
  it.each([
    ['# not a list', '&#35; not a list'],
    ['* nor this', '&#42; nor this'],
    ['> no quote', '&#62; no quote'],
    ['|no|table|', '&#124;no|table|'],
    ['h1. no heading', 'h1&#46; no heading'],
    ['p{color: red}. no style', 'p{color: red}&#46; no style'],
    ['bq.:https://x.y no quote', 'bq&#46;:https://x.y no quote'],
    ['see #123 and @anna', 'see &#35;123 and &#64;anna'],
    ['{{toc}} [[Start]]', '&#123;{toc}} &#91;[Start]]'],
    ['"words":https://x.y', '"words&#34;:https://x.y'],
    ['a@b.example and 5*3', 'a@b.example and 5*3'],
  ])('is kept from being read as markup: %s', (text, sent) => {
    expect(toTextile(plain(text))).toBe(sent);
  });

  it('is left as it is where it only begins like a style', () => {
    expect(toTextile(plain('please. Do it\nprod. is down'))).toBe('please. Do it\nprod. is down');
  });

  it('is left as it is where it means nothing', () => {
    const text = 'It says: "502 - again" (3 of 4) at 09:14; see https://x.y/a_b?c=d&e, please!';
    expect(toTextile(plain(text))).toBe(text);
  });
});
