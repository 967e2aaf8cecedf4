import type { Pool } from 'pg';
import type { Queryable } from './database.js';

/** How long an upload may wait for the issue or the comment it is for. */
const KEPT = '1 day';
/** Files of one statement, each of at most 20 MB. */
const SLICE = 20;
const HOUR_MS = 3_600_000;

/** Removes the files that were uploaded more than a day ago and never hung on an issue; returns how many. */
export async function forgetFiles(database: Queryable): Promise<number> {
  let forgotten = 0;
  for (let slice = SLICE; slice === SLICE; forgotten += slice) slice = await forgetSlice(database);
  return forgotten;
}

/** One that is just being hung on an issue is left alone. */
async function forgetSlice(database: Queryable): Promise<number> {
  const { rowCount } = await database.query(
    `WITH old AS MATERIALIZED (
       SELECT id FROM files WHERE issue_id IS NULL AND created_at < now() - $1::interval
       LIMIT ${SLICE} FOR UPDATE SKIP LOCKED
     ), emptied AS (
       DELETE FROM file_chunks WHERE file_id IN (SELECT id FROM old)
     )
     DELETE FROM files WHERE id IN (SELECT id FROM old)`,
    [KEPT],
  );
  return rowCount ?? 0;
}

/**
 * Does so every hour, and not at the start: after days in which the tracker was away, whoever waited with an upload comes first.
 * Returns the way out. Where it fails it is done in an hour.
 */
export function forgetFilesHourly(pool: Pool, everyMs = HOUR_MS): () => void {
  const timer = setInterval(() => void forgetFiles(pool).catch(() => undefined), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
