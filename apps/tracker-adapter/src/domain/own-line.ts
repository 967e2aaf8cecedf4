import { normaliseForMatch } from '#text';
import { isFromChat } from './compose-words.js';

/**
 * Whether what a tracker kept begins with the visible line of what was sent. A name's characters that a database cannot
 * store may be left out of it, or be spelled.
 */
export function isOwnLine(sent: string, kept: string): boolean {
  const [own, other] = [firstLine(sent), firstLine(kept)];
  if (own === other) return true;
  return isFromChat(kept) && ofName(own) === ofName(other) && afterName(own) === afterName(other);
}

const firstLine = (text: string) => normaliseForMatch(text.trimStart().split('\n')[0] ?? '');

/** Messenger and time. */
const AFTER_NAME = /,[^,]*,[^,]*$/;
const afterName = (line: string) => AFTER_NAME.exec(line)?.[0];

/** `:fire:`, `[U+1F525]`, and whatever is neither letter nor digit. */
const SPELLED = /:[\w+-]+:|\[U\+[\dA-F]+\]|[^\p{L}\p{N}]/gu;
const ofName = (line: string) => line.replace(AFTER_NAME, '').replaceAll(SPELLED, '');
