import { describe, expect, it } from '@jest/globals';
import { plain } from '#contracts';
import { fromCommonMark } from './from-commonmark.js';
import { toCommonMark } from './to-commonmark.js';

const marksOf = (text: string) => {
  const rich = fromCommonMark(text);
  return {
    text: rich.text,
    marks: rich.marks.map((mark) => [mark.kind, rich.text.slice(mark.start, mark.end), mark.value]),
  };
};

describe('what an engineer writes in CommonMark', () => {
  it('shows marked words as marked', () => {
    expect(marksOf('**bold** *slanted* _too_ <ins>under</ins> ~~gone~~ `co*d*e` ***both***')).toEqual({
      text: 'bold slanted too under gone co*d*e both',
      marks: [
        ['bold', 'bold', undefined],
        ['italic', 'slanted', undefined],
        ['italic', 'too', undefined],
        ['underline', 'under', undefined],
        ['strike', 'gone', undefined],
        ['code', 'co*d*e', undefined],
        ['bold', 'both', undefined],
        ['italic', 'both', undefined],
      ],
    });
  });

  it('takes no star between blanks and no underscore within words for a mark', () => {
    const text = 'A snake_case_name and 2 * 3 * 4.';
    expect(fromCommonMark(text)).toEqual(plain(text));
  });

  it('shows links and pictures by their words', () => {
    expect(marksOf('See [the *log*](https://x.y/log "title") ![graph](https://x.y/g.png) <https://x.y>')).toEqual({
      text: 'See the log graph https://x.y',
      marks: [
        ['link', 'the log', 'https://x.y/log'],
        ['italic', 'log', undefined],
        ['link', 'graph', 'https://x.y/g.png'],
      ],
    });
  });

  it('leaves an address of Redmine’s own to its words, and shows a mail address', () => {
    expect(marksOf('[#12](/issues/12), cb[0](event), [mail us](mailto:a@b.example)').text).toBe(
      '#12, cb0, mail us (a@b.example)',
    );
  });

  it('shows headings bold, lists and tasks with signs, rules as lines, and no frame of a table', () => {
    expect(
      marksOf('## Steps\n1. One\n2. Two\n  - deep\n- [x] done\n- [ ] open\n***\n| a | b |\n|---|---|\n| 1 | 2 |'),
    ).toEqual({
      text: 'Steps\n1. One\n2. Two\n  • deep\n☑ done\n☐ open\n———\n| a | b |\n| 1 | 2 |',
      marks: [['bold', 'Steps', undefined]],
    });
  });

  it('shows quotes, nested ones as one', () => {
    expect(marksOf('> First\n> > second\nNo more.')).toEqual({
      text: 'First\nsecond\nNo more.',
      marks: [['quote', 'First\nsecond', undefined]],
    });
  });

  it('keeps what stands in a fence to the letter, with its language, closed or not', () => {
    expect(marksOf('```ruby\nputs *1*\n```\nDone.')).toEqual({
      text: 'puts *1*\nDone.',
      marks: [['pre', 'puts *1*', 'ruby']],
    });
    expect(marksOf('~~~\n```\n~~~').marks).toEqual([['pre', '```', undefined]]);
    expect(marksOf('```\nnever closed').marks).toEqual([['pre', 'never closed', undefined]]);
  });

  it('reads the line ends of a browser, hard breaks, references and wiki links', () => {
    expect(fromCommonMark('a\\\\\r\nb  \r\nc &amp; &lt;d&gt;\r\n[[Start|the wiki]] !#12').text).toBe(
      'a\\\nb\nc & <d>\nthe wiki #12',
    );
  });
});

describe('what a person writes in a chat', () => {
  it.each([
    ['# no heading', '\\# no heading'],
    ['- not a list', '\\- not a list'],
    ['1. nor this', '1\\. nor this'],
    ['> no quote', '\\> no quote'],
    ['---', '\\---'],
    ['see #123 and @anna', 'see !#123 and &#64;anna'],
    ['{{toc}} [[Start]]', '{\\{toc}} !\\[\\[Start]]'],
    ['![[*]]', '!!\\[\\[\\*]]'],
    ['[words](https://x.y)', '[words\\](https://x.y)'],
    ['<b>bold</b> &amp;', '\\<b>bold\\</b> \\&amp;'],
    ['    indented', '&nbsp;&nbsp;&nbsp;&nbsp;indented'],
  ])('is kept from being read as markup: %s', (text, sent) => {
    expect(toCommonMark(plain(text))).toBe(sent);
    expect(fromCommonMark(sent).text.trim()).toBe(text.trim());
  });

  it('is left as it is where it means nothing', () => {
    const text = 'It says: "502 - again" (3 of 4) at 09:14; see https://x.y/a_b?c=d&e, please!';
    expect(toCommonMark(plain(text))).toBe(text);
  });

  it('keeps its line ends: one is a hard break, two are a paragraph', () => {
    expect(toCommonMark(plain('a\nb\n\nc'))).toBe('a  \nb\n\nc');
  });
});
