import type { Pool, PoolClient } from 'pg';
import { eachByItself, type Failed } from './each-by-itself.js';
import { forgetting, type Retention } from './forget-finished.js';
import { rollInbox } from './roll-inbox.js';
import { settleReplays } from './settle-replays.js';

/** Whoever holds it keeps house; the others have nothing to do. */
const KEEPING = 7_305_815_223;

/** How many rows of what are forgotten, and which steps failed: of those nothing is said. */
export type Kept = { forgotten: Readonly<Record<string, number>>; failed: readonly Failed[] };

/**
 * What every node does at boot and then every hour, and one of them at a time: rolls the inbox, settles replays and
 * forgets what has served, each by itself: what cannot be done now waits for the next hour, and nothing waits for it.
 * Resolves with nothing where another node is at it. A failure is no harm (the inbox has a week's partitions ahead), but one
 * that repeats for days must be seen.
 */
export async function keepHouse(
  pool: Pool,
  { inboxDays = 8, ...retention }: Retention & { inboxDays?: number },
  now = Date.now(),
): Promise<Kept | undefined> {
  const client = await pool.connect();
  // A connection that breaks tells by its next statement; unheard, its event would end the process.
  const unheard = () => undefined;
  client.on('error', unheard);
  try {
    const kept = await alone(client, async () => {
      const first = await eachByItself({
        inbox: () => rollInbox(client, { keepDays: inboxDays }),
        replays: () => settleReplays(client),
      });
      const { done, failed } = await eachByItself(forgetting(client, retention, now));
      const { idle, ...others } = done;
      return { forgotten: { ...others, ...idle }, failed: [...first.failed, ...failed] };
    });
    client.off('error', unheard).release();
    return kept;
  } catch (error) {
    // With its connection ends what it holds.
    client.off('error', unheard).release(true);
    throw error;
  }
}

/** Once its connection is broken its lock is gone with it: that it cannot be given back fails here. */
async function alone<T>(client: PoolClient, keep: () => Promise<T>): Promise<T | undefined> {
  const { rows } = await client.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [KEEPING]);
  if (!rows[0]?.ours) return undefined;
  const kept = await keep();
  await client.query('SELECT pg_advisory_unlock($1)', [KEEPING]);
  return kept;
}
