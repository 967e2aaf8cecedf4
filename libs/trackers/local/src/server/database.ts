import { Pool, type PoolClient } from 'pg';
import { ACME_SUPPORT } from './acme-support.js';
import { TABLES } from './tables.js';

/** What runs a statement: the pool, or the one connection of a transaction. */
export type Queryable = Pick<PoolClient, 'query'>;

export function openDatabase(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 8, options: '-c search_path=local_tracker' });
  // An idle connection that breaks is replaced at the next use; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return pool;
}

export async function inTransaction<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  // The database may go away in the middle of it: the statement tells, and nobody else listens to a connection in use.
  const onError = () => void (broken = true);
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await run(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** Makes what is missing; safe to run by several at once. An empty tracker gets the people of Acme Support. */
export const createTables = (pool: Pool) =>
  inTransaction(pool, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('local_tracker'))`);
    await client.query(TABLES);
    const { rows } = await client.query('SELECT FROM people LIMIT 1');
    if (rows.length === 0) await client.query(ACME_SUPPORT);
  });
