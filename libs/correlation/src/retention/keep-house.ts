import type { Pool, PoolClient } from 'pg';
import { forgetFinished, type Forgotten, type Retention } from './forget-finished.js';
import { rollInbox } from './roll-inbox.js';
import { settleReplays } from './settle-replays.js';

/** Whoever holds it keeps house; the others have nothing to do. */
const KEEPING = 7_305_815_223;

/**
 * What every node does at boot and then every hour, and one of them at a time: rolls the inbox, settles replays and
 * forgets what has served.
 * Resolves with what was forgotten, or nothing where another node is at it. A rejection is no harm (the inbox has a week's
 * partitions ahead), but one that repeats for days must be seen.
 */
export async function keepHouse(
  pool: Pool,
  { inboxDays = 8, ...retention }: Retention & { inboxDays?: number },
): Promise<Forgotten | undefined> {
  const client = await pool.connect();
  // A connection that breaks tells by its next statement; unheard, its event would end the process.
  const unheard = () => undefined;
  client.on('error', unheard);
  try {
    const forgotten = await alone(client, async () => {
      await rollInbox(client, { keepDays: inboxDays });
      await settleReplays(client);
      return forgetFinished(client, retention);
    });
    client.off('error', unheard).release();
    return forgotten;
  } catch (error) {
    // With its connection ends what it holds.
    client.off('error', unheard).release(true);
    throw error;
  }
}

async function alone<T>(client: PoolClient, keep: () => Promise<T>): Promise<T | undefined> {
  const { rows } = await client.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [KEEPING]);
  if (!rows[0]?.ours) return undefined;
  const kept = await keep();
  await client.query('SELECT pg_advisory_unlock($1)', [KEEPING]);
  return kept;
}
