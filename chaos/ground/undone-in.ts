import { z } from 'zod';
import { askPostgres } from './ask-postgres.js';

const UNDONE = `
  SELECT (
    (SELECT count(*) FROM outbox)
    + (SELECT count(*) FROM work WHERE effect)
    + (SELECT count(*) FROM lane_state WHERE due_at IS NOT NULL)
  )::int AS n`;
const Count = z.tuple([z.object({ n: z.int() })]);

/** What waits to be published or done, and windows that are open. */
export async function undoneIn(databaseUrl: string): Promise<number> {
  const [{ n }] = Count.parse(await askPostgres(databaseUrl, UNDONE));
  return n;
}
