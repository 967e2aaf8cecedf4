import type { Pool } from 'pg';
import { deleteSlice } from './statements.js';
import type { PostgresLogOptions } from './options.js';

const RETENTION_MS = 7 * 24 * 3_600_000;
const EVERY_MS = 10 * 60_000;
/** Records of one lane in one statement: short enough to hold up nobody. */
const SLICE = 1_000;

/** Deletes what is old and was taken in, slice by slice, now and then. Returns what ends it. */
export function keepShort(pool: Pool, options: PostgresLogOptions): () => Promise<void> {
  const { clock, logger, retentionMs = RETENTION_MS, retentionEveryMs = EVERY_MS } = options;
  let ended = false;
  let cancel = () => {};
  let running = Promise.resolve();

  const sweep = async () => {
    try {
      for (let deleted = 1; deleted > 0 && !ended;)
        deleted = (await pool.query(deleteSlice(retentionMs, SLICE))).rowCount ?? 0;
    } catch (error) {
      logger.warn({ err: error }, 'log: old records were not deleted; tried again later');
    }
  };
  const next = () => {
    cancel = clock.after(retentionEveryMs, () => {
      running = sweep().then(() => void (ended || next()));
    });
  };
  next();
  return async () => {
    ended = true;
    cancel();
    await running;
  };
}
