import type { RichText } from '#contracts';
import { referenceAt } from './block-lines.js';
import { inlinePieces, type InlinePieces } from './inline-pieces.js';

/** A line that is being read, and how far it is. */
export type Reading = {
  readonly line: string;
  readonly at: number;
  readonly pieces: InlinePieces;
  /** What a sticky pattern finds just here. */
  next(pattern: RegExp): RegExpExecArray | null;
};

/** Reads one kind of sign, if it stands just here; tells how many characters it took, 0 for none. */
export type ReadSign = (reading: Reading) => number;

/** Reads a line from left to right, each kind of sign in its turn; what is no sign of any kind stays as it stands. */
export function readSigns(line: string, kinds: readonly ReadSign[]): RichText {
  const pieces = inlinePieces();
  let at = 0;
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(line);
  };
  const plain = () => said(pieces, 1, line.charAt(at));
  while (at < line.length) at += firstRead(kinds, { line, at, pieces, next }) || plain();
  return pieces.done();
}

function firstRead(kinds: readonly ReadSign[], reading: Reading): number {
  for (const read of kinds) {
    const length = read(reading);
    if (length > 0) return length;
  }
  return 0;
}

const said = (pieces: InlinePieces, length: number, words: string) => (pieces.words(words), length);

/** Says the last group of a pattern that holds anything, or all that it finds. */
export const says =
  (pattern: RegExp): ReadSign =>
  ({ next, pieces }) => {
    const found = next(pattern);
    return found ? said(pieces, found[0].length, found.findLast((words) => words !== undefined) ?? '') : 0;
  };

/** Leaves away what a pattern finds. */
export const leavesAway =
  (pattern: RegExp): ReadSign =>
  ({ next }) =>
    next(pattern)?.[0].length ?? 0;

/** `&amp;` and its like. */
export const readReference: ReadSign = ({ line, at, pieces }) => {
  const reference = referenceAt(line, at);
  return reference ? said(pieces, reference.length, reference.char) : 0;
};

/** Redmine's own: `!#12` is a number that is not to be linked, `[[Page|words]]` a wiki page. */
export const readUnlinked = leavesAway(/(?<=^|[\s(,[>*_~`-])!(?=##?(?:\d|note))/y);
export const readWiki = says(/!?\[\[([^\]|]{1,200})(?:\|([^\]]{1,200}))?\]\]/y);
