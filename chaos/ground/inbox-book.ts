import { z } from 'zod';
import { askPostgres } from './ask-postgres.js';

/** When a record was taken in, by its id; this machine's time, ms since 1970. */
const Taken = z.object({ id: z.string(), at: z.coerce.number() });
export type Taken = z.infer<typeof Taken>;

export type InboxBook = { read(): Promise<Taken[]> };

const OPEN = `
  CREATE TABLE chaos_inbox (id text, at float8);
  CREATE FUNCTION chaos_inbox() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chaos_inbox SELECT id, extract(epoch FROM clock_timestamp()) * 1000 FROM added;
    RETURN NULL;
  END $$;
  CREATE TRIGGER chaos_inbox AFTER INSERT ON inbox REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION chaos_inbox()`;

/** Has the database write down from now on when lanes take records in. */
export async function openInboxBook(databaseUrl: string): Promise<InboxBook> {
  await askPostgres(databaseUrl, OPEN);
  const read = () => askPostgres(databaseUrl, 'SELECT id, min(at) AS at FROM chaos_inbox GROUP BY id');
  return { read: async () => z.array(Taken).parse(await read()) };
}
