import type { Queryable } from '../postgres/queryable.js';
import { deleteSlices } from './delete-slices.js';

const DAY = 86_400_000;

/** How long what has served is kept (days). */
export type Retention = {
  /** Counted from what was decided about a letter; one that nobody has decided about stays. */
  deadLetterDays: number;
  /** What a message of a chat is about; absent: for ever. */
  messageDays?: number | undefined;
};

/** How many rows were forgotten. */
export type Forgotten = { decisions: number; intents: number; claims: number; deadLetters: number; messages: number };

/** The last that happened to a letter is what was decided about it. */
const DECIDED = `standing IN ('replayed', 'discarded') AND coalesce((history -> -1 ->> 'at')::bigint, at) < $1`;

/**
 * Removes what has served, slice by slice: decisions (14 days), settled intents and the claims they made (90 days: far longer
 * than an attempt may stay in doubt or a change unread), and what `retention` says. Finished work is gone when it ends. Links,
 * creations and journal cursors stay for ever: an old message may be answered, and an old change must never be news.
 */
export async function forgetFinished(
  db: Queryable,
  { deadLetterDays, messageDays }: Retention,
  now = Date.now(),
): Promise<Forgotten> {
  const forget = (table: string, days: number, settled = 'true') =>
    deleteSlices(db, { table, where: `${settled} AND at < $1`, values: [now - days * DAY] });
  return {
    decisions: await forget('decision', 14),
    intents: await forget('write_intent', 90, 'NOT open'),
    claims: await forget('claim', 90),
    deadLetters: await forget('dead_letter', deadLetterDays, DECIDED),
    messages: messageDays === undefined ? 0 : await forget('message_about', messageDays),
  };
}
