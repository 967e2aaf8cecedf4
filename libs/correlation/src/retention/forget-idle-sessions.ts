import type { Queryable } from '../postgres/queryable.js';
import { deleteSlices } from './delete-slices.js';

const IDLE = `topic = 'session-events' AND due_at IS NULL AND idle_since < $1`;
const CHAT = `split_part(key, '|', 1)`;
const PUT_ASIDE = `key LIKE '%|unreadable'`;

/**
 * Of the chats of idle sessions, those for which anything is still to be done or told. What is to be done is read once, and only
 * where a session is old enough. JSON is searched as text: what a person wrote may be none to Postgres.
 */
const AWAITED = `
  WITH idle AS MATERIALIZED (SELECT DISTINCT ${CHAT} AS chat FROM lane_state WHERE ${IDLE})
  SELECT DISTINCT chat
  FROM (
    SELECT substring(body::text FROM '"chat":"([^"]+)"') FROM work
    UNION ALL SELECT substring(encode(value, 'escape') FROM '"chat":"([^"]+)"') FROM outbox
    UNION ALL SELECT chat FROM write_intent WHERE open
  ) AS awaited (chat)
  JOIN idle USING (chat)`;
const ANY_IDLE = `SELECT FROM lane_state WHERE ${IDLE} LIMIT 1`;

/**
 * Removes sessions in which nothing was waited for since `before` (ms), but for those of a chat for which anything is to be done
 * or told. Returns how many there were, and how many were what was put aside of sessions that nobody could read.
 */
export async function forgetIdleSessions(
  db: Queryable,
  before: number,
): Promise<{ sessions: number; unreadable: number }> {
  if ((await db.query(ANY_IDLE, [before])).rowCount === 0) return { sessions: 0, unreadable: 0 };
  const { rows } = await db.query<{ chat: string }>(AWAITED, [before]);
  const forget = (which: string) =>
    deleteSlices(db, {
      table: 'lane_state',
      where: `${IDLE} AND ${which} AND ${CHAT} <> ALL ($2::text[])`,
      values: [before, rows.map(({ chat }) => chat)],
    });
  return { sessions: await forget(`NOT ${PUT_ASIDE}`), unreadable: await forget(PUT_ASIDE) };
}
