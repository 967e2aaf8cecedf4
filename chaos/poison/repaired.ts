import { type ChatKey, issueId, issueKey, plain, toBytes, type TopicName } from '#contracts';
import { phrase } from '#wording';
import { FIRST } from '../people/desk.js';

/** Who reads, and writes, what poison was meant to be. */
export type Reader = { person: number; chat: ChatKey };

/** What tells the n-th, where it arrives. */
export const wordsOf = (n: number) => `Repaired ${n}.`;
export const numbersIn = (text: string): number[] =>
  Array.from(text.matchAll(/Repaired (\d+)\./g), ([, n]) => Number(n));

/** The record that poison might have been meant as: words for the tracker, words for the chat, or a hint at an issue. */
export function repairedAs(topic: TopicName, n: number, { person, chat }: Reader) {
  const text = wordsOf(n);
  const at = Date.now();
  const known = { id: `repaired-${n}`, at, trace: undefined };
  const user = FIRST.userOf(person);
  switch (topic) {
    case 'session-events': {
      const what = { kind: 'message', message: String(1_000_000 + n), text: { text, marks: [] }, files: [] };
      const sender = { user, name: 'Repaired' };
      const body = { chat, chatKind: 'private', sender, at, receivedAt: at, what };
      return bytesOf({ ...known, key: chat, kind: 'update.v1', body });
    }
    case 'deliveries': {
      const lines = [phrase('news.description', { words: { rich: plain(text) } })];
      const body = { desk: FIRST.id, chat, reader: user, what: { kind: 'say', lines, buttons: [] } };
      return bytesOf({ ...known, key: chat, kind: 'delivery.v1', body });
    }
    case 'tracker-work': {
      const issue = issueId('1');
      return bytesOf({
        ...known,
        key: issueKey(FIRST.id, issue),
        kind: 'hint.v1',
        body: { desk: FIRST.id, issue, why: 'poll' },
      });
    }
  }
}

/** `toBytes` asks for a record that was parsed; what a letter holds is parsed when it is replayed. */
const bytesOf = (record: object) => {
  const { key, value } = toBytes(record as Parameters<typeof toBytes>[0]);
  return { key, value };
};
