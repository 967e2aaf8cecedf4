import type { Queryable } from '../postgres/queryable.js';
import { deleteSlices } from './delete-slices.js';
import { forgetIdleSessions } from './forget-idle-sessions.js';

const DAY = 86_400_000;

/** How long what has served is kept (days). */
export type Retention = {
  /** Counted from what was decided about a letter; one that nobody has decided about stays. */
  deadLetterDays: number;
  /** Counted from when nothing was waited for any more; a session that holds words nobody has decided about stays. */
  sessionDays: number;
  /** What a message of a chat is about; absent: for ever. */
  messageDays?: number | undefined;
};

/** The last that happened to a letter is what was decided about it. */
const DECIDED = `standing IN ('replayed', 'discarded') AND coalesce((history -> -1 ->> 'at')::bigint, at) < $1`;

/**
 * Whose an item is, is asked by who looks for a write above its baseline. A letter may be replayed however old it is, and that
 * may take as long as its letter is kept: what came since it began, or shortly before, is still to be known then.
 */
const UNASKED = `at < least($1, (
  SELECT min(born_at) FROM dead_letter WHERE topic = 'tracker-work' AND standing <> 'discarded')) - $2`;

/**
 * What removes that which has served, slice by slice: decisions (14 days), settled intents and the claims they made (90 days: far
 * longer than an attempt may stay in doubt or a change unread; claims as long before the oldest letter that may be replayed), and
 * what `retention` says: idle sessions among it, and what was put aside of those that nobody could read. Each resolves with how
 * many rows there were. Finished work is gone when it ends. Links, creations and journal cursors stay for ever: an old message
 * may be answered, and an old change must never be news.
 */
export function forgetting(db: Queryable, { deadLetterDays, sessionDays, messageDays }: Retention, now: number) {
  const forget = (table: string, days: number, settled = 'true') =>
    deleteSlices(db, { table, where: `${settled} AND at < $1`, values: [now - days * DAY] });
  return {
    decisions: () => forget('decision', 14),
    intents: () => forget('write_intent', 90, 'NOT open'),
    claims: () => deleteSlices(db, { table: 'claim', where: UNASKED, values: [now, 90 * DAY] }),
    deadLetters: () => forget('dead_letter', deadLetterDays, DECIDED),
    idle: () => forgetIdleSessions(db, now - sessionDays * DAY),
    messages: async () => (messageDays === undefined ? 0 : forget('message_about', messageDays)),
  };
}
