import type { ChatKey } from '#contracts';
import { append } from './append.js';
import { linesOf } from './lines.js';
import type { Shown } from './seen.js';

/** What a chat was shown that did not stand there before: of an edit, the lines it brought. */
export type Sighted = { shown: Shown; lines: string[] };

export function newlyShown(shown: readonly Shown[]): Map<ChatKey, Sighted[]> {
  const standing = new Map<string, string[]>();
  const chats = new Map<ChatKey, Sighted[]>();
  for (const one of shown) {
    const lines = linesOf(one.text);
    const message = `${one.chat} ${one.message}`;
    append(chats, one.chat, { shown: one, lines: one.edit ? added(lines, standing.get(message) ?? []) : lines });
    standing.set(message, lines);
  }
  return chats;
}

function added(lines: readonly string[], before: readonly string[]): string[] {
  const there = new Map<string, number>();
  for (const line of before) there.set(line, (there.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = there.get(line) ?? 0;
    there.set(line, left - 1);
    return left <= 0;
  });
}

/** What a line of news may say: itself, and what stands behind a name and a colon. */
export function newsKeys(line: string): string[] {
  const keys = [line];
  for (let at = line.indexOf(': '); at !== -1; at = line.indexOf(': ', at + 2)) keys.push(line.slice(at + 2));
  return keys;
}
