import type { RichText } from '#contracts';
import { referenceAt } from './block-lines.js';
import { inlinePieces, type InlinePieces } from './inline-pieces.js';

const ESCAPED = /\\([!-/:-@[-`{-~])/y;
const TAG = /<(\/?)(ins|u|b|strong|i|em|del|s|br|sub|sup|kbd|code|details|summary|p|div|span)\b[^<>]{0,200}>/iy;
const AUTOLINK = /<(https?:\/\/[^\s<>]{1,2000}|mailto:[^\s<>]{1,200})>/iy;
const ADDRESS = /https?:\/\/[^\s<>\\]+/y;
const TARGET = /\]\(\s*(?:<([^<>]{0,2000})>|([^\s()<>]{0,2000}))(?:\s+"[^"]{0,200}")?\s*\)/y;
/** Redmine's own: `!#12` is a number that is not to be linked, `[[Page|words]]` a wiki page. */
const NUMBER = /(?<=^|[\s(,[>-])!(?=##?(?:\d|note))/y;
const WIKI = /!?\[\[([^\]|]{1,200})(?:\|([^\]]{1,200}))?\]\]/y;
const RUN = /\*{1,3}|_{1,3}|~~/y;
const WORDS = /[^\\<&`*_~[\]!h]+|h/y;

const TAGS: Readonly<Record<string, 'underline' | 'bold' | 'italic' | 'strike'>> = {
  ins: 'underline',
  u: 'underline',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  del: 'strike',
  s: 'strike',
};

/** The marks within one line of CommonMark. */
export function readCommonMarkLine(line: string): RichText {
  const pieces = inlinePieces();
  const ticks = new Set<number>();
  let at = 0;
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(line);
  };
  while (at < line.length) at += readCode(line, at, pieces, ticks) || readSign(line, at, next, pieces);
  return pieces.done();
}

type Next = (pattern: RegExp) => RegExpExecArray | null;

/** How many characters were read; each kind of sign in its turn. */
function readSign(line: string, at: number, next: Next, pieces: InlinePieces): number {
  const said = (length: number, words: string) => (pieces.words(words), length);
  const address = next(ADDRESS);
  if (address) return said(address[0].length, address[0]);
  const words = next(WORDS);
  if (words) return said(words[0].length, words[0]);
  const escaped = next(ESCAPED);
  if (escaped) return said(2, escaped[1] ?? '');
  const reference = referenceAt(line, at);
  if (reference) return said(reference.length, reference.char);
  const auto = next(AUTOLINK);
  if (auto) return said(auto[0].length, auto[1] ?? '');
  if (next(NUMBER)) return 1;
  const wiki = next(WIKI);
  if (wiki) return said(wiki[0].length, wiki[2] ?? wiki[1] ?? '');
  return (
    readTag(next, pieces) ||
    readLink(next, pieces, line, at) ||
    readRun(next, pieces, line, at) ||
    said(1, line.charAt(at))
  );
}

/** A code span ends at a run of as many ticks; a length that has no end on this line is not searched for again. */
function readCode(line: string, at: number, pieces: InlinePieces, endless: Set<number>): number {
  if (line.charAt(at) !== '`') return 0;
  let length = 1;
  while (line.charAt(at + length) === '`') length++;
  const fence = '`'.repeat(length);
  let end = endless.has(length) ? -1 : line.indexOf(fence, at + length);
  while (end >= 0 && line.charAt(end + length) === '`') {
    let past = end + length;
    while (line.charAt(past) === '`') past++;
    end = line.indexOf(fence, past);
  }
  if (end < 0) {
    endless.add(length);
    pieces.words(fence);
    return length;
  }
  const code = line.slice(at + length, end);
  pieces.marked(/^ .*[^ ].* $/.test(code) ? code.slice(1, -1) : code, { kind: 'code' });
  return end + length - at;
}

function readTag(next: Next, pieces: InlinePieces): number {
  const [tag, slash, name = ''] = next(TAG) ?? [];
  if (tag === undefined) return 0;
  const kind = TAGS[name.toLowerCase()];
  if (name.toLowerCase() === 'br') pieces.words('\n');
  else if (kind && slash) pieces.close(`<${kind}`, { kind });
  else if (kind) pieces.open(`<${kind}`, '');
  return tag.length;
}

function readLink(next: Next, pieces: InlinePieces, line: string, at: number): number {
  if (line.startsWith('![', at)) return (pieces.open('[', '!['), 2);
  if (line.charAt(at) === '[') return (pieces.open('[', '['), 1);
  const [target, angled, bare] = next(TARGET) ?? [];
  if (target === undefined) return 0;
  const value = angled ?? bare ?? '';
  return pieces.close('[', { kind: 'link', value }) ? target.length : 0;
}

function readRun(next: Next, pieces: InlinePieces, line: string, at: number): number {
  const [run] = next(RUN) ?? [];
  if (run === undefined) return 0;
  const [before, after] = [line.charAt(at - 1), line.charAt(at + run.length)];
  const inWord = run.startsWith('_') && isLetter(before) && isLetter(after);
  const closes = !inWord && before.trim() !== '' && !(run.startsWith('_') && isLetter(after));
  const opens = !inWord && after.trim() !== '';
  const signs = signsOf(run);
  if (closes && closeAll(pieces, signs.toReversed())) return run.length;
  if (opens) for (const sign of signs) pieces.open(sign, sign);
  else pieces.words(run);
  return run.length;
}

const isLetter = (char: string) => /[\p{L}\p{N}]/u.test(char);
const signsOf = (run: string) => (run.length === 3 ? [run.slice(0, 2), run.slice(0, 1)] : [run]);

/** As much of a run as closes something; nothing, if its first sign closes nothing. */
function closeAll(pieces: InlinePieces, [first = '', second]: readonly string[]): boolean {
  if (!pieces.close(first, { kind: kindOf(first) })) return false;
  if (second && !pieces.close(second, { kind: kindOf(second) })) pieces.words(second);
  return true;
}

const kindOf = (sign: string) => (sign === '~~' ? 'strike' : sign.length === 2 ? 'bold' : 'italic');
