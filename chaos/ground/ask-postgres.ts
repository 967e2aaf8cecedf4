import { Client } from 'pg';

/** One question on a connection of its own: Postgres may be restarted between any two. */
export async function askPostgres(databaseUrl: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  return (await client.query(sql, values).finally(() => client.end())).rows as unknown[];
}
