import type { Pool, PoolClient } from 'pg';

/**
 * Runs with a connection of the pool and gives it back. Where `run` throws, what it left open is rolled back; a connection
 * that cannot even do that is closed.
 */
export async function withConnection<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  // The server may end a connection that sits in a transaction: the next statement tells, but nobody else listens.
  const onError = () => void (broken = true);
  client.on('error', onError);
  try {
    return await run(client);
  } catch (error) {
    broken ||= !(await rollsBack(client));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** Outside a transaction this does nothing. */
const rollsBack = (client: PoolClient) =>
  client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
