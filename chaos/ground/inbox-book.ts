import { z } from 'zod';
import { askPostgres } from './ask-postgres.js';

/** When a record was taken in, and by which lane; this machine's time, ms since 1970. */
const Taken = z.object({ id: z.string(), topic: z.string(), lane: z.number(), at: z.coerce.number() });
export type Taken = z.infer<typeof Taken>;

export type InboxBook = { read(): Promise<Taken[]> };

const OPEN = `
  CREATE TABLE chaos_inbox (id text, topic text, lane integer, at float8);
  CREATE FUNCTION chaos_inbox() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chaos_inbox SELECT id, topic, lane, extract(epoch FROM statement_timestamp()) * 1000 FROM added;
    RETURN NULL;
  END $$;
  CREATE TRIGGER chaos_inbox AFTER INSERT ON inbox REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION chaos_inbox()`;

/** Has the database write down from now on when lanes take records in. */
export async function openInboxBook(databaseUrl: string): Promise<InboxBook> {
  await askPostgres(databaseUrl, OPEN);
  const read = () =>
    askPostgres(databaseUrl, 'SELECT id, topic, lane, min(at) AS at FROM chaos_inbox GROUP BY id, topic, lane');
  return { read: async () => z.array(Taken).parse(await read()) };
}
