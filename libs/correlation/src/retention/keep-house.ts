import type { Pool } from 'pg';
import { forgetFinished } from './forget-finished.js';
import { rollInbox } from './roll-inbox.js';

/**
 * What every node does at boot and then every hour: rolls the inbox and forgets what has served. Safe on several nodes at
 * once. A rejection is no harm (the inbox has a week's partitions ahead), but one that repeats for days must be seen.
 */
export async function keepHouse(pool: Pool, { inboxDays = 8 }: { inboxDays?: number } = {}): Promise<void> {
  const client = await pool.connect();
  // A connection that breaks tells by its next statement; unheard, its event would end the process.
  const unheard = () => undefined;
  client.on('error', unheard);
  try {
    await rollInbox(client, { keepDays: inboxDays });
    await forgetFinished(client);
    client.off('error', unheard).release();
  } catch (error) {
    client.off('error', unheard).release(true);
    throw error;
  }
}
