import type { ChatKey } from '#contracts';
import { append } from './append.js';
import type { History } from './history.js';
import { WIDER } from './lines.js';
import type { Written } from './put-in.js';
import { ofMessage, ofShown } from './sentences.js';
import type { Verdict } from './verdict.js';

type Input = Pick<History, 'written' | 'commented' | 'shown'>;

/** Words people wrote that stand in a chat where they may not be seen, whatever they are wrapped in. */
export function* judgeOverheard({ written, commented, shown }: Input): Iterable<Verdict> {
  const secrets = new Map<string, Secret[]>();
  const open = new Set<string>();
  for (const message of written) {
    const text = plain(message.text);
    for (const chat of [message.chat, ...(message.mayBeSeenIn ?? [])]) open.add(openKey(chat, text));
    if (message.mayBeSeenIn && text !== '') append(secrets, firstWordOf(text), { message, text });
  }
  if (secrets.size === 0) return;
  for (const { text, shownIn, mayBeSeenIn } of commented)
    for (const chat of mayBeSeenIn === 'all' ? shownIn : [...shownIn, ...mayBeSeenIn])
      open.add(openKey(chat, plain(text)));
  for (const one of shown) {
    const text = plain(one.text);
    for (const { message, text: said } of secretsIn(text, secrets)) {
      if (open.has(openKey(one.chat, said))) continue;
      const where = `may not be seen in ${one.chat}: ${ofShown(one)}`;
      yield { kind: 'leaked', sentence: `${ofMessage(message)} ${where}` };
    }
  }
}

/** `text`: as it is compared. */
type Secret = { message: Written; text: string };

function* secretsIn(text: string, secrets: ReadonlyMap<string, readonly Secret[]>): Iterable<Secret> {
  for (const word of new Set(text.split(/[^\p{L}\p{N}-]+/u))) {
    for (const secret of secrets.get(word) ?? []) if (text.includes(secret.text)) yield secret;
  }
}

const plain = (text: string) => text.normalize('NFC').replaceAll(WIDER, ' ').trim();
const firstWordOf = (text: string) => /[\p{L}\p{N}-]+/u.exec(text)?.[0] ?? '';
const openKey = (chat: ChatKey, text: string) => `${chat} ${text}`;
