import type { Queryable } from '../postgres/queryable.js';
import { deleteSlices } from './delete-slices.js';

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

/** How many rows were forgotten. */
export type Forgotten = {
  decisions: number;
  intents: number;
  claims: number;
  deadLetters: number;
  sessions: number;
  /** What was put aside of sessions that nobody could read. */
  unreadable: number;
  messages: number;
};

/** A chat for which anything is still to be done or told. JSON is searched as text: what a person wrote may be none to Postgres. */
const WAITING = `
  SELECT substring(body::text FROM '"chat":"([^"]+)"') FROM work
  UNION ALL SELECT substring(encode(value, 'escape') FROM '"chat":"([^"]+)"') FROM outbox
  UNION ALL SELECT chat FROM write_intent WHERE open`;
/** Asked once for all rows of a statement, and only where one of them is old enough. */
const IDLE = `topic = 'session-events' AND due_at IS NULL AND idle_since < $1
  AND split_part(key, '|', 1) NOT IN (SELECT chat FROM (${WAITING}) AS waiting (chat) WHERE chat IS NOT NULL)`;
const PUT_ASIDE = `key LIKE '%|unreadable'`;

/** The last that happened to a letter is what was decided about it. */
const DECIDED = `standing IN ('replayed', 'discarded') AND coalesce((history -> -1 ->> 'at')::bigint, at) < $1`;

/**
 * Whose an item is, is asked by who looks for a write above its baseline. A letter may be replayed however old it is, and that
 * may take as long as its letter is kept: what came since it began, or shortly before, is still to be known then.
 */
const UNASKED = `at < least($1, (
  SELECT min(born_at) FROM dead_letter WHERE topic = 'tracker-work' AND standing <> 'discarded')) - $2`;

/**
 * Removes what has served, slice by slice: decisions (14 days), settled intents and the claims they made (90 days: far longer
 * than an attempt may stay in doubt or a change unread; claims as long before the oldest letter that may be replayed), and what `retention` says: idle sessions among it. Finished work is
 * gone when it ends. Links, creations and journal cursors stay for ever: an old message may be answered, and an old change must
 * never be news.
 */
export async function forgetFinished(
  db: Queryable,
  { deadLetterDays, sessionDays, messageDays }: Retention,
  now = Date.now(),
): Promise<Forgotten> {
  const forget = (table: string, days: number, settled = 'true') =>
    deleteSlices(db, { table, where: `${settled} AND at < $1`, values: [now - days * DAY] });
  const idle = (which: string) =>
    deleteSlices(db, { table: 'lane_state', where: `${IDLE} AND ${which}`, values: [now - sessionDays * DAY] });
  return {
    decisions: await forget('decision', 14),
    intents: await forget('write_intent', 90, 'NOT open'),
    claims: await deleteSlices(db, { table: 'claim', where: UNASKED, values: [now, 90 * DAY] }),
    deadLetters: await forget('dead_letter', deadLetterDays, DECIDED),
    sessions: await idle(`NOT ${PUT_ASIDE}`),
    unreadable: await idle(PUT_ASIDE),
    messages: messageDays === undefined ? 0 : await forget('message_about', messageDays),
  };
}
