import { z } from 'zod';
import { askPostgres } from './ask-postgres.js';

/** A dead letter, by the key of what it is of; `at` is when it was kept, by this machine's time, ms since 1970. */
const Letter = z.object({ key: z.string(), cause: z.string(), at: z.coerce.number() });
export type Letter = z.infer<typeof Letter>;

export type LetterBook = { read(): Promise<Letter[]> };

const OPEN = `
  CREATE TABLE chaos_letter (key text, cause text, at float8 DEFAULT extract(epoch FROM clock_timestamp()) * 1000);
  CREATE FUNCTION chaos_letter() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chaos_letter (key, cause) VALUES (NEW.key, NEW.cause);
    RETURN NULL;
  END $$;
  CREATE TRIGGER chaos_letter AFTER INSERT ON dead_letter FOR EACH ROW EXECUTE FUNCTION chaos_letter()`;

/** Has the database write down from now on when it was given a dead letter: a letter's own time is a node's. */
export async function openLetterBook(databaseUrl: string): Promise<LetterBook> {
  await askPostgres(databaseUrl, OPEN);
  const read = () => askPostgres(databaseUrl, 'SELECT * FROM chaos_letter');
  return { read: async () => z.array(Letter).parse(await read()) };
}
