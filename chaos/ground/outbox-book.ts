import { z } from 'zod';
import { TOPIC_NAMES } from '#contracts';
import { askPostgres } from './ask-postgres.js';

/** Of which lane a record went out, by its id. */
const Source = z.object({ id: z.string(), topic: z.enum(TOPIC_NAMES), lane: z.int() });
export type Source = z.infer<typeof Source>;

export type OutboxBook = { read(): Promise<Source[]> };

const OPEN = `
  CREATE TABLE chaos_outbox (id text, topic text, lane integer);
  CREATE FUNCTION chaos_outbox() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chaos_outbox SELECT id, topic, lane FROM added;
    RETURN NULL;
  END $$;
  CREATE TRIGGER chaos_outbox AFTER INSERT ON outbox REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION chaos_outbox()`;

/** Has the database write down from now on which lane wants which record published: the log keeps its key and its words only. */
export async function openOutboxBook(databaseUrl: string): Promise<OutboxBook> {
  await askPostgres(databaseUrl, OPEN);
  const read = () => askPostgres(databaseUrl, 'SELECT * FROM chaos_outbox');
  return { read: async () => z.array(Source).parse(await read()) };
}
