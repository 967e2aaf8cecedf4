import { plain, type RichText } from '#contracts';
import { joinLines, markedLine, MAX_MARKUP, prefixed, type BlockLine } from './block-lines.js';
import { readCommonMarkLine } from './read-commonmark-line.js';

/**
 * What a chat can show of CommonMark as Redmine writes it. Not a renderer: line by line, in one pass, so that no text
 * can make it slow (a library took seconds for 10 KB of nested lists). What is not known stays as it was typed.
 */
export function fromCommonMark(text: string): RichText {
  if (text.length > MAX_MARKUP) return plain(text);
  const lines: BlockLine[] = [];
  const quote = { kind: 'quote' as const };
  let fence: { sign: string; block: BlockLine['block'] } | undefined;
  for (const raw of text.replaceAll('\r\n', '\n').split('\n')) {
    if (fence) {
      if (raw.trim().startsWith(fence.sign) && /^[`~]+$/.test(raw.trim())) fence = undefined;
      else lines.push({ line: plain(raw), block: fence.block });
      continue;
    }
    const [opening = '', sign] = /^ {0,3}(`{3,}|~{3,})/.exec(raw) ?? [];
    if (sign && !raw.includes('`', opening.length)) {
      const [language] = /^[\w+#.-]+/.exec(raw.slice(opening.length).trimStart()) ?? [];
      fence = { sign, block: { kind: 'pre', ...(language && { value: language }) } };
      continue;
    }
    const [quoted] = /^ {0,3}>(?: {0,3}>| )*/.exec(raw) ?? [];
    const line = quoted === undefined ? readLine(raw) : readLine(raw.slice(quoted.length));
    if (line) lines.push({ line, ...(quoted !== undefined && { block: quote }) });
  }
  return joinLines(lines);
}

const TASKS: Readonly<Record<string, string>> = { '[ ] ': '☐ ', '[x] ': '☑ ', '[X] ': '☑ ' };

/** One line outside code; `undefined` for one that only draws a table. */
function readLine(raw: string): RichText | undefined {
  const line = raw.trimEnd();
  const [signs] = /^ {0,3}#{1,6}\s/.exec(line) ?? [];
  if (signs !== undefined) return markedLine(readCommonMarkLine(withoutEnd(line.slice(signs.length))), 'bold');
  if (/^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/.test(line)) return plain('———');
  if (/^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?$/.test(line.trimStart())) return undefined;
  const [item, indent = '', sign = '', task] = /^(\s*)([-*+]|\d{1,9}[.)])\s+(\[[ xX]\] )?/.exec(line) ?? [];
  if (item === undefined) return readCommonMarkLine(line);
  const bullet = TASKS[task ?? ''] ?? (/\d/.test(sign) ? `${sign} ` : '• ');
  return prefixed(indent + bullet, readCommonMarkLine(line.slice(item.length)));
}

/** A heading's words, without the signs that may close it. No pattern: one that looks for them from the left takes for ever. */
function withoutEnd(heading: string): string {
  let end = heading.length;
  while (heading.charAt(end - 1) === '#') end--;
  const closed = end > 0 && heading.charAt(end - 1).trim() === '';
  return (closed ? heading.slice(0, end) : heading).trim();
}
