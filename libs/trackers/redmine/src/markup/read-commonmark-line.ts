import type { RichText } from '#contracts';
import type { InlinePieces } from './inline-pieces.js';
import {
  leavesAway,
  type Reading,
  readReference,
  type ReadSign,
  readSigns,
  readUnlinked,
  readWiki,
  says,
} from './read-signs.js';

const readEscaped = says(/\\([!-/:-@[-`{-~])/y);
/** What keeps `[[` from being read as a page: its signs are escaped besides, against CommonMark itself. */
const readUnlinkedPage = leavesAway(/!(?=\\\[\\\[)/y);
const readAutolink = says(/<(https?:\/\/[^\s<>]{1,2000}|mailto:[^\s<>]{1,200})>/iy);
/** As far as nothing in it is escaped. */
const readAddress = says(/https?:\/\/(?=[\p{L}\p{N}[])(?:(?!!\\)[^\s<>\\])+/uy);
const readWords = says(/[^\\<&`*_~[\]!h]+|h/y);
const TAG = /<(\/?)(ins|u|b|strong|i|em|del|s|br|sub|sup|kbd|code|details|summary|p|div|span)\b[^<>]{0,200}>/iy;
const TARGET = /\]\(\s{0,9}(?:<([^<>]{0,2000})>|([^\s()<>]{0,2000}))(?:\s{1,9}"[^"]{0,200}")?\s{0,9}\)/y;
const RUN = /\*{1,3}|_{1,3}|~~/y;

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
export const readCommonMarkLine = (line: string): RichText =>
  readSigns(line, [
    readCode(new Set()),
    readAddress,
    readWords,
    readEscaped,
    readReference,
    readAutolink,
    readUnlinked,
    readUnlinkedPage,
    readWiki,
    readTag,
    readLink,
    readRun,
  ]);

/** A code span ends at a run of as many ticks; a length that has no end on this line is not searched for again. */
const readCode =
  (endless: Set<number>): ReadSign =>
  ({ line, at, pieces }) => {
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
    const padded = code.startsWith(' ') && code.endsWith(' ') && /[^ ]/.test(code);
    pieces.marked(padded ? code.slice(1, -1) : code, { kind: 'code' });
    return end + length - at;
  };

function readTag({ next, pieces }: Reading): number {
  const [tag, slash, name = ''] = next(TAG) ?? [];
  if (tag === undefined) return 0;
  const kind = TAGS[name.toLowerCase()];
  if (name.toLowerCase() === 'br') pieces.words('\n');
  else if (kind && slash) pieces.close(`<${kind}`, { kind });
  else if (kind) pieces.open(`<${kind}`, '');
  return tag.length;
}

function readLink({ next, pieces, line, at }: Reading): number {
  if (line.startsWith('![', at)) return (pieces.open('[', '!['), 2);
  if (line.charAt(at) === '[') return (pieces.open('[', '['), 1);
  const [target, angled, bare] = next(TARGET) ?? [];
  if (target === undefined) return 0;
  const value = angled ?? bare ?? '';
  return pieces.close('[', { kind: 'link', value }) ? target.length : 0;
}

function readRun({ next, pieces, line, at }: Reading): number {
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
