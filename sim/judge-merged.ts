import { fromBytes } from '#contracts';
import { withoutSmileys } from './people/smile.js';
import type { DeskRun } from './run-plan.js';
import { chatKeyOf, SERVICE } from './world/cast.js';
import type { World } from './world/world.js';

/** So long after a message what comes is another utterance, whatever it may have waited for. */
const WINDOW_MS = 5_000;

/**
 * Who is not linked is asked nothing, so that each of their utterances is an item of its own: items that hold words of two, by
 * when they said them, and when the gateway received them.
 */
export function* mergedApart({ broker }: World, { outside, putIn }: DeskRun): Iterable<string> {
  const { cast, tracker } = outside;
  const strangers = new Set<string>(cast.members.filter(({ account }) => !account).map(chatKeyOf));
  const received = receipts(broker, strangers);
  const said = Map.groupBy(
    putIn.words.filter(({ chat }) => strangers.has(chat)),
    ({ text }) => text,
  );
  const texts = [...tracker.issues.values()].flatMap(({ author, description, journals }) => [
    ...(author === SERVICE.id ? [description] : []),
    ...journals.filter((journal) => journal.author === SERVICE.id).map(({ text }) => text),
  ]);
  for (const text of texts) {
    const found = text.split('\n').flatMap((line) => {
      const [words, ...others] = said.get(withoutSmileys(line).trim()) ?? [];
      const at = words && others.length === 0 ? received.get(`${words.chat} ${words.message}`) : undefined;
      return words && at !== undefined ? [{ words, at }] : [];
    });
    for (const [i, { words, at }] of found.entries()) {
      const before = found.slice(0, i);
      const isApart = ({ words: other, at: then }: (typeof found)[number]) =>
        at - then > WINDOW_MS && words.at - other.at > WINDOW_MS;
      if (before.length > 0 && before.every(isApart))
        yield `merged: «${words.text}» stands in one with words of long before`;
    }
  }
}

/** When (ms since 1970) each message of these chats was received, first; of chats in which no clock of a gateway was behind another's. */
function receipts(broker: World['broker'], chats: ReadonlySet<string>): Map<string, number> {
  const received = new Map<string, number>();
  const latest = new Map<string, number>();
  for (let lane = 0; lane < broker.options.lanes; lane += 1) {
    for (const bytes of broker.records('session-events', lane)) {
      if (!chats.has(bytes.key)) continue;
      const parsed = fromBytes('session-events', bytes);
      if (!parsed.ok || parsed.record.kind !== 'update.v1' || parsed.record.body.what.kind !== 'message') continue;
      const { chat, receivedAt, what } = parsed.record.body;
      const isBehind = receivedAt < (latest.get(chat) ?? 0);
      latest.set(chat, isBehind ? Infinity : receivedAt);
      const key = `${chat} ${what.message}`;
      if (!isBehind && !received.has(key)) received.set(key, receivedAt);
    }
  }
  return received;
}
