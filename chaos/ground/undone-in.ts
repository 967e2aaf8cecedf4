import { Client } from 'pg';

const UNDONE = `
  SELECT (
    (SELECT count(*) FROM outbox)
    + (SELECT count(*) FROM work WHERE effect)
    + (SELECT count(*) FROM lane_state WHERE due_at IS NOT NULL)
  )::int AS n`;

/** What waits to be published or done, and windows that are open. */
export async function undoneIn(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(UNDONE).finally(() => client.end());
  return rows[0]?.n ?? 0;
}
