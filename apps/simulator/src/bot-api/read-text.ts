import { formatText } from '../text/format-text.js';
import { noText, type Entity, type FormattedText } from '../world/message.js';
import { badRequest } from './error.js';
import type { Call } from './method.js';

const longestText = 4096;
const longestCaption = 1024;

/** `text` with its `parse_mode` or `entities`. Lengths are UTF-16 units, after parsing. */
export function readText(call: Call): FormattedText {
  const text = read(call, 'text', 'entities');
  if (text.text === '') throw badRequest('message text is empty');
  if (text.text.length > longestText) throw badRequest('message is too long');
  return text;
}

export function readCaption(call: Call): FormattedText {
  const caption = read(call, 'caption', 'caption_entities');
  if (caption.text.length > longestCaption) throw badRequest('message caption is too long');
  return caption;
}

/** A caption that belongs to one part of an album. */
export function checkCaption(words: string, parseMode: string | undefined, entities: Entity[]): FormattedText {
  const caption = formatText(words, parseMode, entities);
  if (caption.text.length > longestCaption) throw badRequest('message caption is too long');
  return caption;
}

function read(call: Call, name: string, entities: string): FormattedText {
  const words = call.params.text(name);
  if (words === undefined) return noText;
  const given = call.params.has('parse_mode') ? [] : ((call.params.list(entities) ?? []) as Entity[]);
  return formatText(words, call.params.text('parse_mode'), given);
}
