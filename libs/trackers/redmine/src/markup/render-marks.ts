import type { Mark, RichText } from '#contracts';
import { markTree, type Node, type Words } from './mark-tree.js';
import { isBlock, writableMarks, type Around } from './writable-marks.js';

/** How one format writes marks. Everything given to it as `inside` is already in that format. */
export type Format = {
  /**
   * What is written in place of single characters of a text, by where they stand, so that nothing in it is read as markup.
   * `starts` and `ends`: where the signs of marks will stand.
   */
  escapes(text: string, starts: ReadonlySet<number>, ends: ReadonlySet<number>): ReadonlyMap<number, string>;
  /** Whether it can mark these words of one line where they stand. */
  canWrite(mark: Mark, words: string, around: Around): boolean;
  inline(mark: Mark, inside: string): string;
  /** A link, given its words in this format and the next characters behind it: `*` for any sign of the format. */
  link(inside: string, url: string, after: string): string;
  /** Words that are kept to the letter. */
  code(words: string): string;
  pre(words: string, language: string | undefined): string;
  quote(inside: string): string;
};

/** How many characters behind a link a format looks at. */
const SEEN = 4;
const LINKABLE = /^(https?|ftp|mailto):\S+$/i;

export function renderMarks(rich: RichText, format: Format): string {
  const { text, marks } = writableMarks(rich, (mark, words, around) => {
    if (mark.kind !== 'link') return format.canWrite(mark, words, around);
    return LINKABLE.test(mark.value ?? '') && mark.value !== words;
  });
  const signs = marks.filter((mark) => !isBlock(mark));
  const starts = new Set(signs.map(({ start }) => start));
  const escapes = format.escapes(text, starts, new Set(signs.map(({ end }) => end)));

  const escaped = ({ start, end }: Words): string => {
    let out = '';
    for (let at = start; at < end; at++) out += escapes.get(at) ?? text.charAt(at);
    return out;
  };
  const behind = (at: number) =>
    Array.from(text.slice(at, at + SEEN), (char, i) => (starts.has(at + i) || escapes.has(at + i) ? '*' : char)).join(
      '',
    );
  const render = (nodes: readonly Node[]): string =>
    nodes.map((node) => ('mark' in node ? renderMark(node.mark, node.inside) : escaped(node))).join('');

  const renderMark = (mark: Mark, inside: readonly Node[]): string => {
    const words = text.slice(mark.start, mark.end);
    switch (mark.kind) {
      case 'pre':
        return format.pre(words.replace(/^\n|\n$/g, ''), mark.value);
      case 'code':
        return format.code(words);
      case 'quote':
        return format.quote(render(inside));
      case 'link':
        return format.link(render(inside), mark.value ?? '', behind(mark.end));
      default:
        return format.inline(mark, render(inside));
    }
  };

  return render(markTree({ text, marks }));
}
