import type { Queryable } from '../postgres/queryable.js';

/**
 * A letter whose record was taken in is replayed, though whoever sent it did not live to say so. Returns how many. The inbox
 * knows for some days only, and so this is asked hourly.
 */
export async function settleReplays(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ topic: string; replays: string[] }>(
    `SELECT topic, array_agg(replay) AS replays FROM dead_letter WHERE standing = 'replaying' GROUP BY topic`,
  );
  let settled = 0;
  for (const { topic, replays } of rows) {
    const { rowCount } = await db.query(SETTLE, [topic, replays]);
    settled += rowCount ?? 0;
  }
  return settled;
}

/** Arrays, so that the inbox is asked by its key: it is long. */
const SETTLE = `
  UPDATE dead_letter SET standing = 'replayed'
  WHERE topic = $1 AND standing = 'replaying' AND replay = ANY(ARRAY(
    SELECT id FROM inbox
    WHERE topic = $1 AND lane = ANY(ARRAY(SELECT lane FROM lane WHERE topic = $1)) AND id = ANY($2::text[])))`;
