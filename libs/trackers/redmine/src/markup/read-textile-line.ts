import type { Mark, RichText } from '#contracts';
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

/** As far as nothing in it is escaped. */
const readAddress = says(/https?:\/\/(?=[\p{L}\p{N}[])(?:(?!&#\d)[^\s<>"])+/uy);
const readTag = leavesAway(/<\/?(?:notextile|kbd|code|pre)>/iy);
const readAnyImage = says(/!(?:[<>=])?([^\s!"<>()]{1,500})(?:\([^)]{0,200}\))?!/y);
const readWords = says(/[^<&@"!?=*_+^~%[h-]+|h/y);
const TARGET = /":((?:https?:|ftp:|mailto:|\/)[^\s"<>]{1,2000})/y;
const SIGN = /\*\*|__|\?\?|==|[-*_+^~%]/y;

/** What the signs of Textile mean in a chat; those without a meaning there are only taken away. */
const MEANINGS: Readonly<Record<string, Mark['kind'] | undefined>> = {
  '*': 'bold',
  '**': 'bold',
  _: 'italic',
  __: 'italic',
  '??': 'italic',
  '-': 'strike',
  '+': 'underline',
};

/** The marks within one line of Textile. */
export const readTextileLine = (line: string): RichText =>
  readSigns(line, [
    readCode(line.lastIndexOf('@')),
    readAddress,
    readWords,
    readReference,
    readTag,
    readImage,
    readUnlinked,
    readWiki,
    readLink,
    readMark,
  ]);

const readImage: ReadSign = (reading) => (free(reading.line.charAt(reading.at - 1)) ? readAnyImage(reading) : 0);

const readCode =
  (lastTick: number): ReadSign =>
  ({ line, at, pieces }) => {
    if (line.charAt(at) !== '@' || !free(line.charAt(at - 1)) || lastTick <= at + 1) return 0;
    const end = line.indexOf('@', at + 2);
    if (end < 0 || !free(line.charAt(end + 1))) return 0;
    pieces.marked(line.slice(at + 1, end), { kind: 'code' });
    return end + 1 - at;
  };

/** `"words":address`; what ends a sentence does not belong to the address. */
function readLink({ line, at, next, pieces }: Reading): number {
  if (line.charAt(at) !== '"') return 0;
  const [target, address = ''] = next(TARGET) ?? [];
  if (target !== undefined) {
    const value = address.replace(/[.,;:!?]+$/, '');
    if (pieces.close('"', { kind: 'link', value })) return target.length - (address.length - value.length);
  }
  pieces.open('"', '"');
  return 1;
}

function readMark({ line, at, next, pieces }: Reading): number {
  const [sign] = next(SIGN) ?? [];
  if (sign === undefined) return 0;
  const [before, after] = [line.charAt(at - 1), line.charAt(at + sign.length)];
  const kind = MEANINGS[sign];
  if (kind && before.trim() !== '' && free(after) && pieces.close(sign, { kind })) return sign.length;
  if (kind && free(before) && after.trim() !== '') pieces.open(sign, sign);
  else pieces.words(sign);
  return sign.length;
}

/** Beside a letter a sign is a sign of that word: `well-known`, `2*3`. */
const free = (char: string) => !/[\p{L}\p{N}]/u.test(char);
