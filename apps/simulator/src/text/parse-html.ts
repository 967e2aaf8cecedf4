import { badRequest } from '../bot-api/error.js';
import type { Entity, FormattedText } from '../world/message.js';
import { entityOf, entityOfTag, type OpenTag } from './html-tags.js';

/**
 * Reads Telegram's HTML: the documented tags and nothing else, `&lt; &gt; &amp; &quot;` and numeric references.
 * Throws 400 "can't parse entities: …" worded, with its byte offsets, as the open server does.
 */
export function parseHtml(source: string): FormattedText {
  const open: OpenTag[] = [];
  const entities: Entity[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const character = source[at];
    if (character === '&') {
      const reference = decodeReference(source, at);
      text += reference.text;
      at = reference.end;
    } else if (character !== '<') {
      text += character;
      at++;
    } else if (source[at + 1] === '/') {
      at = closeTag(source, at, open, (tag) => {
        const entity = entityOf(tag, text, entities);
        if (entity !== undefined) entities.push(entity);
      });
    } else {
      at = openTag(source, at, text.length, open);
    }
  }
  const left = open.at(-1);
  if (left !== undefined) throw cannotParse(`Can't find end tag corresponding to start tag "${left.name}"`);
  for (const entity of entities) if (entity.type === 'code') delete entity.language;
  return { text, entities };
}

const cannotParse = (why: string) => badRequest(`can't parse entities: ${why}`);
const byteOffset = (source: string, at: number): number => Buffer.byteLength(source.slice(0, at));

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** An unknown reference stays as it is written. */
function decodeReference(source: string, at: number): { text: string; end: number } {
  const match = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));?/i.exec(source.slice(at, at + 12));
  if (match === null) return { text: '&', end: at + 1 };
  const [whole, hex, decimal, name] = match;
  const code = hex !== undefined ? parseInt(hex, 16) : parseInt(decimal ?? '0', 10);
  const decoded =
    name !== undefined ? named[name] : code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : undefined;
  return decoded === undefined ? { text: '&', end: at + 1 } : { text: decoded, end: at + whole.length };
}

function openTag(source: string, start: number, offset: number, open: OpenTag[]): number {
  const where = `at byte offset ${byteOffset(source, start)}`;
  const name = /^[^\s>]*/.exec(source.slice(start + 1))?.[0] ?? '';
  let at = start + 1 + name.length;
  if (at >= source.length) throw cannotParse(`Unclosed start tag ${where}`);
  const tag = name.toLowerCase();
  if (entityOfTag[tag] === undefined) throw cannotParse(`Unsupported start tag "${tag}" ${where}`);
  const attributes = new Map<string, string>();
  for (;;) {
    at = skipSpace(source, at);
    if (source[at] === '>') break;
    if (at >= source.length) throw cannotParse(`Unclosed start tag "${tag}" ${where}`);
    at = readAttribute(source, at, tag, where, attributes);
  }
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw cannotParse(`Tag "span" must have class "tg-spoiler" ${where}`);
  }
  if (tag === 'tg-emoji' && !/^[1-9]\d*$/.test(attributes.get('emoji-id') ?? '')) {
    throw cannotParse('Invalid custom emoji identifier specified');
  }
  open.push({ name: tag, attributes, offset, position: start });
  return at + 1;
}

function readAttribute(source: string, at: number, tag: string, where: string, into: Map<string, string>): number {
  const name = /^[^\s=>]*/.exec(source.slice(at))?.[0] ?? '';
  if (name === '') throw cannotParse(`Empty attribute name in the tag "${tag}" ${where}`);
  const equals = skipSpace(source, at + name.length);
  if (source[equals] !== '=') {
    if (tag !== 'blockquote' || name !== 'expandable') {
      throw cannotParse(`Expected equal sign in declaration of an attribute of the tag "${tag}" ${where}`);
    }
    into.set(name, '');
    return at + name.length;
  }
  const start = skipSpace(source, equals + 1);
  const quote = source[start];
  if (quote !== '"' && quote !== "'") {
    const token = /^[\p{L}\d.-]*/u.exec(source.slice(start))?.[0] ?? '';
    const end = start + token.length;
    if (end < source.length && !/[\s>]/.test(source[end] ?? '')) {
      throw cannotParse(`Unexpected end of name token at byte offset ${byteOffset(source, start)}`);
    }
    into.set(name, token.toLowerCase());
    return end;
  }
  const end = source.indexOf(quote, start + 1);
  if (end < 0) throw cannotParse(`Unclosed start tag ${where}`);
  into.set(
    name,
    source.slice(start + 1, end).replace(/&[^&;\s]*;?/g, (reference) => decodeWhole(reference)),
  );
  return end + 1;
}

function decodeWhole(reference: string): string {
  const { text, end } = decodeReference(reference, 0);
  return text + reference.slice(end);
}

function closeTag(source: string, start: number, open: OpenTag[], finish: (tag: OpenTag) => void): number {
  const where = `at byte offset ${byteOffset(source, start)}`;
  const tag = open.pop();
  if (tag === undefined) throw cannotParse(`Unexpected end tag ${where}`);
  const name = /^[^\s>]*/.exec(source.slice(start + 2))?.[0] ?? '';
  const end = skipSpace(source, start + 2 + name.length);
  if (source[end] !== '>') throw cannotParse(`Unclosed end tag ${where}`);
  if (name !== '' && name.toLowerCase() !== tag.name) {
    throw cannotParse(`Unmatched end tag ${where}, expected "</${tag.name}>", found "</${name.toLowerCase()}>"`);
  }
  finish(tag);
  return end + 1;
}

function skipSpace(source: string, at: number): number {
  while (at < source.length && /\s/.test(source[at] ?? '')) at++;
  return at;
}
