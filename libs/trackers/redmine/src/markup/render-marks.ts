import type { Mark, RichText } from '#contracts';
import { markTree, type Node } from './mark-tree.js';

/** What stands directly before and after a mark: the empty string at the ends of the text. */
export type Around = { before: string; after: string };

/** How one format writes marks. Everything given to it as `inside` is already in that format. */
export type Format = {
  /** Words without a mark, of one line, made harmless. `lineStart`: nothing stands before them there. */
  escape(words: string, lineStart: boolean): string;
  /** One line of marked words; `undefined` where the format cannot mark them here. */
  inline(mark: Mark, inside: string, around: Around): string | undefined;
  /** A link, given its words in this format. */
  link(inside: string, url: string, around: Around): string;
  /** Words that are kept to the letter; `undefined` where they cannot be. */
  code(words: string, around: Around): string | undefined;
  pre(words: string, language: string | undefined): string;
  quote(inside: string): string;
};

/** Blocks stand on lines of their own. */
const onOwnLines = (block: string, before: string, rest: string) =>
  `${before === '' || before.endsWith('\n') ? '' : '\n'}${block}${rest === '' || rest.startsWith('\n') ? '' : '\n'}`;

const LINKABLE = /^(https?|ftp|mailto):\S+$/i;

export function renderMarks(rich: RichText, format: Format): string {
  const { text } = rich;
  const escape = (words: string, lineStart: boolean) =>
    words
      .split('\n')
      .map((line, i) => format.escape(line, i > 0 || lineStart))
      .join('\n');

  const render = (nodes: readonly Node[], soFar: string): string => {
    let out = '';
    for (const node of nodes) {
      const so = soFar + out;
      if (typeof node === 'string') out += escape(node, so === '' || so.endsWith('\n'));
      else out += renderMark(node.mark, node.inside, so);
    }
    return out;
  };

  const renderMark = (mark: Mark, inside: readonly Node[], soFar: string): string => {
    const words = text.slice(mark.start, mark.end);
    const around = { before: text.slice(0, mark.start).slice(-1), after: text.charAt(mark.end) };
    const rest = text.slice(mark.end, mark.end + 1);
    if (mark.kind === 'pre' || (mark.kind === 'code' && words.includes('\n'))) {
      return onOwnLines(format.pre(words.replace(/^\n|\n$/g, ''), mark.value), soFar, rest);
    }
    if (mark.kind === 'code') return format.code(words, around) ?? escape(words, soFar.endsWith('\n'));
    if (mark.kind === 'quote') return onOwnLines(format.quote(render(inside, '')), soFar, rest);
    const within = render(inside, soFar);
    if (inside.some(isBlock)) return within;
    if (mark.kind === 'link') return renderLink(mark.value ?? '', words, within, around);
    return byLine(within, around, (line, at) => format.inline(mark, line, at));
  };

  const renderLink = (url: string, words: string, within: string, around: Around): string => {
    if (!LINKABLE.test(url)) return within;
    if (words === url) return words;
    return byLine(within, around, (line, at) => format.link(line, url, at));
  };

  return render(markTree(rich), '');
}

const isBlock = (node: Node): boolean =>
  typeof node !== 'string' && (node.mark.kind === 'pre' || node.mark.kind === 'quote' || node.inside.some(isBlock));

/** Marks hold on one line only, and not around blanks: each line is marked by itself, its blanks left outside. */
function byLine(words: string, around: Around, mark: (line: string, at: Around) => string | undefined): string {
  const lines = words.split('\n');
  return lines
    .map((line, i) => {
      const inner = line.trim();
      if (inner === '') return line;
      const lead = line.slice(0, line.length - line.trimStart().length);
      const trail = line.slice(line.trimEnd().length);
      const before = lead || (i === 0 ? around.before : '');
      const after = trail || (i === lines.length - 1 ? around.after : '');
      const marked = mark(inner, { before: before.slice(-1), after: after.slice(0, 1) });
      return marked === undefined ? line : lead + marked + trail;
    })
    .join('\n');
}
