import { plain, type RichText } from '#contracts';
import { joinLines, markedLine, MAX_MARKUP, prefixed, type BlockLine } from './block-lines.js';
import { readTextileLine } from './read-textile-line.js';
import { textileStyle } from './textile-style.js';

/** What a chat can show of Redmine's Textile; line by line, in one pass, like `fromCommonMark`. */
export function fromTextile(text: string): RichText {
  if (text.length > MAX_MARKUP) return plain(text);
  const lines: BlockLine[] = [];
  const quote = { kind: 'quote' as const };
  const numbers: number[] = [];
  let pre: BlockLine['block'];
  let quoting = false;
  for (const raw of text.replaceAll('\r\n', '\n').split('\n')) {
    if (pre) {
      const last = beforeEnd(raw);
      if (last !== '') lines.push({ line: plain(last ?? raw), block: pre });
      if (last !== undefined) pre = undefined;
      continue;
    }
    const [opening, language, rest = ''] = PRE.exec(raw) ?? [];
    if (opening !== undefined) {
      pre = { kind: 'pre', ...(language && { value: language }) };
      const whole = beforeEnd(rest);
      if ((whole ?? rest) !== '') lines.push({ line: plain(whole ?? rest), block: pre });
      if (whole !== undefined) pre = undefined;
      continue;
    }
    const { name, style } = styleOf(raw) ?? {};
    quoting = name === 'bq' || (quoting && style === undefined && raw.trim() !== '');
    const [quoted] = /^\s*>(?:\s*>)* ?/.exec(raw) ?? [];
    const words = raw.slice((style ?? quoted ?? '').length);
    const line = /^h[1-6]$/.test(name ?? '') ? markedLine(readTextileLine(words), 'bold') : readLine(words, numbers);
    lines.push({ line, ...((quoting || quoted !== undefined) && { block: quote }) });
  }
  return joinLines(lines);
}

const PRE = /^\s*<pre>\s*(?:<code(?:\s+class="([\w+#.-]{1,40})[^"]{0,80}")?>)?([^]*)$/i;

/** What stands before the end of a block of code, where a line ends one. */
function beforeEnd(line: string): string | undefined {
  const ended = line.trimEnd();
  if (!/^<\/pre>$/i.test(ended.slice(-6))) return undefined;
  const kept = ended.slice(0, -6).trimEnd();
  return /^<\/code>$/i.test(kept.slice(-7)) ? kept.slice(0, -7) : kept;
}

/** The style a paragraph is shown in, and its spelling, a quote's source and the blank included. */
function styleOf(line: string): { name: string; style: string } | undefined {
  const { name = '', dot = 0 } = textileStyle(line) ?? {};
  if (!/^(?:h[1-6]|bq|p|fn\d+)$/.test(name)) return undefined;
  const [end] = /^\.(?::\S+)? /.exec(line.slice(dot)) ?? [];
  return end === undefined ? undefined : { name, style: line.slice(0, dot) + end };
}

/** `numbers` counts the items of numbered lists, by depth, as long as list lines follow one another. */
function readLine(raw: string, numbers: number[]): RichText {
  const line = raw.trimEnd();
  const [item, signs = ''] = /^\s*([*#]{1,20})\s+/.exec(line) ?? [];
  if (item === undefined) {
    numbers.length = 0;
    return /^\s*([-*_])\1{2,}$/.test(line) ? plain('———') : readTextileLine(tableRow(line));
  }
  numbers.length = Math.min(numbers.length, signs.length);
  const number = (numbers[signs.length - 1] ?? 0) + 1;
  numbers[signs.length - 1] = number;
  const bullet = signs.endsWith('#') ? `${number}. ` : '• ';
  return prefixed('  '.repeat(signs.length - 1) + bullet, readTextileLine(line.slice(item.length)));
}

/** A row without what says how its cells look: `|_. Name |>. 3 |`. */
const tableRow = (line: string) =>
  /^\s*\|.*\|$/.test(line) ? line.replace(/\|(?:[_<>=^~/\\\d]{1,8}\. )/g, '| ') : line;
