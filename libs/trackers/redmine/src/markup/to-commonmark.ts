import type { Mark, RichText } from '#contracts';
import { ADDRESS, writtenAddress } from './address.js';
import { renderMarks, type Format } from './render-marks.js';
import type { Around } from './writable-marks.js';

/**
 * Rich text as Redmine's CommonMark (GitHub's tables, strike-through and autolinks on top; `<ins>` is on the list of HTML
 * it lets through). A line end of a chat becomes a hard break of two blanks, which CommonMark and the older Markdown
 * both know.
 */
export const toCommonMark = (rich: RichText): string => hardBreaks(renderMarks(rich, commonMark));

const SIGNS: Partial<Record<Mark['kind'], readonly [string, string]>> = {
  bold: ['**', '**'],
  italic: ['*', '*'],
  strike: ['~~', '~~'],
  underline: ['<ins>', '</ins>'],
};

const commonMark: Format = {
  escapes,
  canWrite: (mark, _, around) => mark.kind === 'code' || (SIGNS[mark.kind] !== undefined && flanks(around)),
  inline(mark, inside) {
    const [open, close] = SIGNS[mark.kind] ?? ['', ''];
    return open + inside + close;
  },
  link: (inside, url) =>
    `[${inside.replace(/\\[^]|[[\]]/g, (sign) => (sign.length > 1 ? sign : `\\${sign}`))}](${writtenAddress(url)})`,
  code(words) {
    const fence = '`'.repeat(longestRun(words, /`+/g) + 1);
    const pad = /^[\s`]|[\s`]$/.test(words) ? ' ' : '';
    return `${fence}${pad}${words}${pad}${fence}`;
  },
  pre(words, language) {
    const fence = '`'.repeat(Math.max(3, longestRun(words, /`+/g) + 1));
    return `${fence}${language?.replace(/[^\w+#.-]/g, '') ?? ''}\n${words}\n${fence}`;
  },
  quote: (inside) =>
    `${inside
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n')}\n`,
};

/** Beside a letter, a sign counts only if a letter stands on its other side too. */
const flanks = ({ before, first, last, after }: Around) =>
  !(isLetter(before) && !isLetter(first)) && !(isLetter(after) && !isLetter(last));
const isLetter = (char: string) => /[\p{L}\p{N}]/u.test(char);

const longestRun = (words: string, run: RegExp) =>
  Math.max(0, ...Array.from(words.matchAll(run), ([found]) => found.length));

const SIGN = new RegExp(
  [
    ADDRESS,
    // Redmine's own, read in the finished page: issues and notes, pages; a `!` before takes their meaning away.
    /(?<link>#(?=#?(?:\d|note)))/u,
    /(?<page>\[(?=\[.{1,300}?\]\])|(?<=\[)\[(?=.{1,300}?\]\]))/u,
    /(?<mention>(?<![\p{L}\p{N}])@(?=[\w@.-]))/u,
    // Macros.
    /(?<=\{)\{/u,
    /\\(?=[!-/:-@[-`{-~]|$)/u,
    /`|<(?=[a-z/!?])|&(?=#?\w{1,32};)|~(?=~)|\](?=[([:])|\[(?=\^)/u,
    // Not between blanks, and `_` not inside a word.
    /(?<!\s|^)\*|\*(?!\s|$)|(?<![\p{L}\p{N}\s]|^)_|_(?![\p{L}\p{N}\s]|$)/u,
    /(?<=\s|^)_(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])_(?=\s|$)/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gimu',
);
/** What means more beside the sign of a mark than beside the words there: `!` makes an image of a link. */
const BESIDE_MARKS = /[\\!*_~]/;

/** At the start of a line: a heading, a quote, a list, a rule, the underline of a heading or of a table's head. */
const LINE = /^(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+\s*$|(?=[^-]*-)[|:\s-]+$|(?<number>\d{1,9})(?=[.)](?:\s|$)))/;
const CODE_INDENT = /^(?: {4}|\t| {1,3}\t)/;

function escapes(text: string, starts: ReadonlySet<number>, ends: ReadonlySet<number>): ReadonlyMap<number, string> {
  const edges = new Set([...starts, ...ends]);
  const written = new Map<number, string>();
  for (const { 0: sign, index, groups = {} } of text.matchAll(SIGN)) {
    if (groups['address'] || (groups['link'] && !opensLink(text, index, edges))) continue;
    const escaped = groups['link'] ? '!#' : groups['mention'] ? '&#64;' : `\\${sign}`;
    written.set(index, groups['page'] && opensPage(text, index, edges) ? `!${escaped}` : escaped);
  }
  for (const edge of edges) {
    for (const at of [edge - 1, edge]) {
      if (!written.has(at) && BESIDE_MARKS.test(text.charAt(at))) written.set(at, `\\${text.charAt(at)}`);
    }
  }
  let at = 0;
  for (const line of text.split('\n')) {
    escapeStart(line, at, written);
    at += line.length + 1;
  }
  return written;
}

/** Behind what a link to an issue may begin, a mark's element included, and no sign of a mark parts it. */
const opensLink = (text: string, at: number, edges: ReadonlySet<number>) =>
  (/^[\s(,[>-]?$/.test(text.charAt(at - 1)) || edges.has(at)) &&
  !edges.has(text.charAt(at + 1) === '#' ? at + 2 : at + 1);

/** The first of the brackets that no sign of a mark parts. */
const opensPage = (text: string, at: number, edges: ReadonlySet<number>) =>
  (text.charAt(at - 1) !== '[' || edges.has(at)) && text.charAt(at + 1) === '[' && !edges.has(at + 1);

function escapeStart(line: string, at: number, written: Map<number, string>): void {
  const words = line.trimStart();
  const indent = line.length - words.length;
  if (CODE_INDENT.test(line) && words !== '') for (let i = 0; i < indent; i++) written.set(at + i, '&nbsp;');
  const found = LINE.exec(words);
  if (!found) return;
  const sign = (found.groups?.['number'] ?? '').length;
  written.set(at + indent + sign, `\\${words.charAt(sign)}`);
}

/** Two blanks before every line end between two lines of a paragraph; code blocks and blank lines stay as they are. */
function hardBreaks(text: string): string {
  const lines = text.split('\n');
  let fence: string | undefined;
  return lines
    .map((line, i) => {
      const opened = /^(?:> )*(`{3,})/.exec(line)?.[1];
      if (fence !== undefined) {
        if (opened === fence && line.endsWith(fence)) fence = undefined;
        return line;
      }
      if (opened !== undefined) {
        fence = opened;
        return line;
      }
      const next = lines[i + 1];
      return line.trim() === '' || next === undefined || next.trim() === '' ? line.trimEnd() : `${line.trimEnd()}  `;
    })
    .join('\n');
}
