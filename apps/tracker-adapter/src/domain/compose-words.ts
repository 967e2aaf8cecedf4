import { type Command, plain, type RichText } from '#contracts';
import { join, truncate } from '#text';
import type { Markup } from '#ports/tracker';

/**
 * The words of a command as the tracker gets them. Where the account is shared, a line says whose they are and when they
 * were written: it is part of what a look compares, so that two people's equal words stay apart.
 */
export function composeWords(command: Command, messenger: string, markup: Markup): string {
  const { action, acting } = command;
  const words: RichText = 'words' in action ? action.words.text : plain('');
  if (acting.kind === 'account') return markup.to(words);
  return markup.to(join([plain(visibleLine(command, messenger)), words], '\n\n'));
}

/** "from Anna, Telegram, 2026-05-03 09:14:07 UTC". */
export function visibleLine({ sender, at }: Pick<Command, 'sender' | 'at'>, messenger: string): string {
  const when = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  return `from ${oneLine(sender.name)}, ${messenger}, ${when} UTC`;
}

const VISIBLE_LINE = /^\s*from .{1,300}, .{1,60}, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\s*(\n|$)/;

/** Whether a text begins with such a line: then it came from a chat, whatever account wrote it. */
export const isFromChat = (text: string): boolean => VISIBLE_LINE.test(text);

export const composeSubject = (subject: string, longest: number, markup: Markup): string =>
  truncate(plain(markup.subject?.(subject) ?? subject), longest).text;

const oneLine = (name: string) => name.replace(/\s+/g, ' ').trim();
