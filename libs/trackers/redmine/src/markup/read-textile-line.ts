import type { Mark, RichText } from '#contracts';
import { referenceAt } from './block-lines.js';
import { inlinePieces, type InlinePieces } from './inline-pieces.js';

const ADDRESS = /https?:\/\/[^\s<>"]+/y;
const TAG = /<\/?(?:notextile|kbd|code|pre)>/iy;
const TARGET = /":((?:https?:|ftp:|mailto:|\/)[^\s"<>]{1,2000})/y;
const IMAGE = /!(?:[<>=])?([^\s!"<>()]{1,500})(?:\([^)]{0,200}\))?!/y;
const NUMBER = /(?<=^|[\s(,[>-])!(?=##?(?:\d|note))/y;
const WIKI = /!?\[\[([^\]|]{1,200})(?:\|([^\]]{1,200}))?\]\]/y;
const SIGN = /\*\*|__|\?\?|==|[-*_+^~%]/y;
const WORDS = /[^<&@"!?=*_+^~%[h-]+|h/y;

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
export function readTextileLine(line: string): RichText {
  const pieces = inlinePieces();
  const lastTick = line.lastIndexOf('@');
  let at = 0;
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(line);
  };
  while (at < line.length) at += readCode(line, at, lastTick, pieces) || readSign(line, at, next, pieces);
  return pieces.done();
}

type Next = (pattern: RegExp) => RegExpExecArray | null;

function readSign(line: string, at: number, next: Next, pieces: InlinePieces): number {
  const said = (length: number, words: string) => (pieces.words(words), length);
  const address = next(ADDRESS);
  if (address) return said(address[0].length, address[0]);
  const words = next(WORDS);
  if (words) return said(words[0].length, words[0]);
  const reference = referenceAt(line, at);
  if (reference) return said(reference.length, reference.char);
  const tag = next(TAG);
  if (tag) return tag[0].length;
  const image = free(line.charAt(at - 1)) ? next(IMAGE) : null;
  if (image) return said(image[0].length, image[1] ?? '');
  if (next(NUMBER)) return 1;
  const wiki = next(WIKI);
  if (wiki) return said(wiki[0].length, wiki[2] ?? wiki[1] ?? '');
  return readLink(line, at, next, pieces) || readMark(line, at, next, pieces) || said(1, line.charAt(at));
}

function readCode(line: string, at: number, lastTick: number, pieces: InlinePieces): number {
  if (line.charAt(at) !== '@' || !free(line.charAt(at - 1)) || lastTick <= at + 1) return 0;
  const end = line.indexOf('@', at + 2);
  if (end < 0 || !free(line.charAt(end + 1))) return 0;
  pieces.marked(line.slice(at + 1, end), { kind: 'code' });
  return end + 1 - at;
}

/** `"words":address`; what ends a sentence does not belong to the address. */
function readLink(line: string, at: number, next: Next, pieces: InlinePieces): number {
  if (line.charAt(at) !== '"') return 0;
  const [target, address = ''] = next(TARGET) ?? [];
  if (target !== undefined) {
    const value = address.replace(/[.,;:!?]+$/, '');
    if (pieces.close('"', { kind: 'link', value })) return target.length - (address.length - value.length);
  }
  pieces.open('"', '"');
  return 1;
}

function readMark(line: string, at: number, next: Next, pieces: InlinePieces): number {
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
