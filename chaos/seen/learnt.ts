import { z } from 'zod';
import type { Shown } from '#history';
import { laneOf } from '#lane';
import type { Exchange } from '#testkit/proxies';
import type { LaneEntry } from '../ground/lane-book.js';
import { chatOf, LANES } from '../people/desk.js';
import { parsed } from './ownership.js';

const Answer = z.object({
  result: z.object({ message_id: z.int(), chat: z.object({ id: z.int() }), text: z.string() }),
});

/** A transaction may be under way when an answer comes; the one after it holds what became of the sending. */
const COMMITS = 2;

/**
 * Whether who showed something came to know it for good, in the order things are shown: the answer arrived in whole, and the
 * node that got it committed for the lane again and again before anyone took the lane anew. Only then may it never come twice.
 */
export function learntOf(
  messenger: readonly Exchange[],
  book: readonly LaneEntry[],
): (shown: Omit<Shown, 'answered'>) => boolean {
  const entries = Map.groupBy(
    book.filter(({ topic }) => topic === 'deliveries'),
    ({ lane }) => lane,
  );
  const learnt = new Map<string, boolean[]>();
  for (const { answer, from } of messenger) {
    const { result } = (answer?.status === 200 && Answer.safeParse(parsed(answer.body)).data) || {};
    if (!answer || !result) continue;
    const chat = chatOf(result.chat.id);
    const key = keyOf(chat, String(result.message_id), result.text);
    const kept = isKept(entries.get(laneOf(chat, LANES)) ?? [], answer.at, from);
    learnt.set(key, [...(learnt.get(key) ?? []), kept]);
  }
  return ({ chat, message, text }) => learnt.get(keyOf(chat, message, text))?.shift() ?? false;
}

function isKept(entries: readonly LaneEntry[], at: number, from: string): boolean {
  const behind = entries.findIndex((entry) => entry.at > at);
  if (behind === -1) return false;
  const owner = entries.slice(0, behind).findLast(({ what }) => what === 'took');
  const taken = entries.findIndex(({ what }, i) => i >= behind && what === 'took');
  const own = entries.slice(behind, taken === -1 ? undefined : taken);
  return owner?.address === from && own.filter(({ address }) => address === from).length >= COMMITS;
}

const keyOf = (chat: string, message: string, text: string) => `${chat} ${message} ${text}`;
