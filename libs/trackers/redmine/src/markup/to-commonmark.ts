import type { Mark, RichText } from '#contracts';
import { renderMarks, type Around, type Format } from './render-marks.js';

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
  escape: escapeLine,
  inline(mark, inside, around) {
    const [open, close] = SIGNS[mark.kind] ?? [];
    return open && close && flanks(inside, around) ? `${open}${inside}${close}` : undefined;
  },
  link: (inside, url) =>
    `[${inside}](${encodeURI(decodable(url)).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))})`,
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
const flanks = (inside: string, { before, after }: Around) =>
  !(/[\p{L}\p{N}]/u.test(before) && /^[^\p{L}\p{N}]/u.test(inside)) &&
  !(/[\p{L}\p{N}]/u.test(after) && /[^\p{L}\p{N}]$/u.test(inside));

const longestRun = (words: string, run: RegExp) =>
  Math.max(0, ...Array.from(words.matchAll(run), ([found]) => found.length));

const decodable = (url: string) => {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
};

const SIGN = new RegExp(
  [
    /(?<url>\b(?:https?:\/\/|www\.)[^\s<>`]+)/u,
    // Redmine's own, read in the finished page: issues and notes; a `!` before takes their meaning away.
    /(?<link>(?<=^|[\s(,[>-])#(?=#?(?:\d|note)))/u,
    /(?<wiki>\[\[(?=.{1,300}?\]\]))/u,
    /(?<mention>(?<![\p{L}\p{N}])@(?=[\w@.-]))/u,
    /(?<macro>\{\{)/u,
    /\\(?=[!-/:-@[-`{-~]|$)/u,
    /`|<(?=[a-z/!?])|&(?=#?\w{1,32};)|~(?=~)|\](?=[([:])|\[(?=\^)/u,
    // Not between blanks, and `_` not inside a word.
    /(?<!\s|^)\*|\*(?!\s|$)|(?<![\p{L}\p{N}\s]|^)_|_(?![\p{L}\p{N}\s]|$)/u,
    /(?<=\s|^)_(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])_(?=\s|$)/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
);

type Groups = { url?: string; link?: string; wiki?: string; mention?: string; macro?: string };

const escapeSigns = (words: string): string =>
  words.replace(SIGN, (found: string, ...rest) => {
    const { url, link, wiki, mention, macro } = rest.at(-1) as Groups;
    if (url) return found;
    if (link) return `!${found}`;
    if (wiki) return '!\\[\\[';
    if (mention) return '&#64;';
    return macro ? '{\\{' : `\\${found}`;
  });

/** At the start of a line: a heading, a quote, a list, a rule, the underline of a heading or of a table's head. */
const LINE = /^(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+\s*$|(?=[^-]*-)[|:\s-]+$|(?<number>\d{1,9})(?=[.)](?:\s|$)))/;
const CODE_INDENT = /^(?: {4}|\t| {1,3}\t)/;

function escapeLine(line: string, lineStart: boolean): string {
  if (!lineStart) return escapeSigns(line);
  const words = line.trimStart();
  const indent = line.slice(0, line.length - words.length);
  const blanks = CODE_INDENT.test(indent) && words !== '' ? '&nbsp;'.repeat(indent.length) : indent;
  const found = LINE.exec(words);
  if (!found) return blanks + escapeSigns(words);
  const number = found.groups?.['number'] ?? '';
  return `${blanks}${number}\\${words.charAt(number.length)}${escapeSigns(words.slice(number.length + 1))}`;
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
