import type { Queryable } from '../postgres/queryable.js';

const DAY = 86_400_000;

/**
 * Removes what has served: decisions (14 days), settled intents and the claims they made (90 days: far longer than an
 * attempt may stay in doubt or a change unread). Correlation, links, creations and journal cursors stay for ever: an old message may
 * be answered. Called every hour.
 */
export async function forgetFinished(
  db: Queryable,
  { decisionsMs = 14 * DAY, writesMs = 90 * DAY, now = Date.now() } = {},
): Promise<void> {
  await db.query(`DELETE FROM decision WHERE at < $1`, [now - decisionsMs]);
  await db.query(`DELETE FROM write_intent WHERE NOT open AND at < $1`, [now - writesMs]);
  await db.query(`DELETE FROM claim WHERE at < $1`, [now - writesMs]);
}
