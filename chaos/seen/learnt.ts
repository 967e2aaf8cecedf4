import { z } from 'zod';
import type { Shown } from '#history';
import { laneOf } from '#lane';
import type { Exchange } from '#testkit/proxies';
import type { LaneEntry } from '../ground/lane-book.js';
import { deskCalling, LANES } from '../people/desk.js';
import { parsed } from './ownership.js';

const Answer = z.object({
  result: z.object({ message_id: z.int(), chat: z.object({ id: z.int() }), text: z.string() }),
});

/** What was asked for, where nobody heard what became of it. */
const Asked = z.object({ chat_id: z.coerce.number(), text: z.string() });

/** A transaction may be under way when an answer comes; the one after it holds what became of the sending. */
const COMMITS = 2;

/**
 * An answer that came later may have come to nobody: notifiers wait 20 s (`CALL_MS`), and a proxy that stood still meanwhile cannot
 * tell that they have gone.
 */
const HEARD_WITHIN_MS = 10_000;

/** When something was sent, and whether its sender came to know that it arrived. */
type Learnt = Pick<Shown, 'answered' | 'sentAt'>;

/**
 * Whether who showed something came to know it for good, in the order things are shown: the answer arrived in whole and in time, and the
 * node that got it committed for the lane again and again before anyone took the lane anew. Only then may it never come twice.
 */
export function learntOf(
  messenger: readonly Exchange[],
  book: readonly LaneEntry[],
): (shown: Omit<Shown, keyof Learnt>) => Learnt {
  const entries = Map.groupBy(
    book.filter(({ topic }) => topic === 'deliveries'),
    ({ lane }) => lane,
  );
  const learnt = new Map<string, Learnt[]>();
  /** By chat and text, when what was not answered was sent. */
  const unheard = new Map<string, number[]>();
  for (const { answer, at, body, from, path } of messenger) {
    const asked = answer ? undefined : Asked.safeParse(parsed(body)).data;
    if (asked) {
      const key = `${deskCalling(path).chatOf(asked.chat_id)} ${asked.text}`;
      unheard.set(key, [...(unheard.get(key) ?? []), at]);
    }
    const { result } = (answer?.status === 200 && Answer.safeParse(parsed(answer.body)).data) || {};
    if (!answer || !result) continue;
    const chat = deskCalling(path).chatOf(result.chat.id);
    const key = keyOf(chat, String(result.message_id), result.text);
    const isHeard = answer.at - at <= HEARD_WITHIN_MS;
    const kept = isHeard && isKept(entries.get(laneOf(chat, LANES)) ?? [], answer.at, from);
    learnt.set(key, [...(learnt.get(key) ?? []), { answered: kept, sentAt: at }]);
  }
  return ({ chat, message, text }) =>
    learnt.get(keyOf(chat, message, text))?.shift() ?? {
      answered: false,
      sentAt: unheard.get(`${chat} ${text}`)?.shift(),
    };
}

function isKept(entries: readonly LaneEntry[], at: number, from: string): boolean {
  const behind = firstAfter(entries, at);
  if (ownerBefore(entries, behind) !== from) return false;
  let commits = 0;
  for (let i = behind; i < entries.length && entries[i]?.what !== 'took'; i += 1) {
    if (entries[i]?.address === from) commits += 1;
    if (commits >= COMMITS) return true;
  }
  return false;
}

/** A lane's entries stand in the order of their times. */
function firstAfter(entries: readonly LaneEntry[], at: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.at ?? Infinity) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function ownerBefore(entries: readonly LaneEntry[], end: number): string | undefined {
  for (let i = end - 1; i >= 0; i -= 1) if (entries[i]?.what === 'took') return entries[i]?.address;
  return undefined;
}

const keyOf = (chat: string, message: string, text: string) => `${chat} ${message} ${text}`;
