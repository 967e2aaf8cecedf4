import type { ChatKey } from '#contracts';
import { append } from './append.js';
import type { History } from './history.js';
import type { Written } from './put-in.js';
import { ofMessage, ofShown } from './sentences.js';
import type { Verdict } from './verdict.js';

/** Words people wrote that stand in a chat where they may not be seen, whatever they are wrapped in. */
export function* judgeOverheard({ written, shown }: Pick<History, 'written' | 'shown'>): Iterable<Verdict> {
  const secrets = new Map<string, Written[]>();
  const open = new Set<string>();
  for (const message of written) {
    const text = plain(message.text);
    for (const chat of [message.chat, ...(message.mayBeSeenIn ?? [])]) open.add(openKey(chat, text));
    if (message.mayBeSeenIn && text !== '') append(secrets, firstWordOf(text), message);
  }
  if (secrets.size === 0) return;
  for (const one of shown) {
    const text = plain(one.text);
    for (const message of secretsIn(text, secrets)) {
      if (open.has(openKey(one.chat, plain(message.text)))) continue;
      const where = `may not be seen in ${one.chat}: ${ofShown(one)}`;
      yield { kind: 'leaked', sentence: `${ofMessage(message)} ${where}` };
    }
  }
}

function* secretsIn(text: string, secrets: ReadonlyMap<string, readonly Written[]>): Iterable<Written> {
  for (const word of new Set(text.split(/[^\p{L}\p{N}-]+/u))) {
    for (const message of secrets.get(word) ?? []) if (text.includes(plain(message.text))) yield message;
  }
}

const plain = (text: string) => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
const firstWordOf = (text: string) => /[\p{L}\p{N}-]+/u.exec(text)?.[0] ?? '';
const openKey = (chat: ChatKey, text: string) => `${chat} ${text}`;
