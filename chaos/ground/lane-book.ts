import { z } from 'zod';
import { TOPIC_NAMES } from '#contracts';
import { askPostgres } from './ask-postgres.js';

/**
 * Every taking of a lane, and every transaction of one that was committed, in their order: Postgres itself writes them down,
 * and by whose connection. `at` is this machine's time, ms since 1970.
 */
const Entry = z.object({
  topic: z.enum(TOPIC_NAMES),
  lane: z.int(),
  what: z.enum(['took', 'committed']),
  epoch: z.coerce.number(),
  address: z.string(),
  at: z.coerce.number(),
});
export type LaneEntry = z.infer<typeof Entry>;

export type LaneBook = { read(): Promise<LaneEntry[]> };

// A transaction of a lane ends by moving the lane's row on, and locks it before; so these stand in the order of the commits.
const OPEN = `
  CREATE TABLE chaos_book (
    number bigserial PRIMARY KEY,
    topic text, lane integer, what text, epoch bigint, address text,
    at float8 DEFAULT extract(epoch FROM clock_timestamp()) * 1000
  );
  CREATE FUNCTION chaos_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chaos_book (topic, lane, what, epoch, address) VALUES (
      NEW.topic, NEW.lane, CASE WHEN NEW.epoch <> OLD.epoch THEN 'took' ELSE 'committed' END, NEW.epoch,
      host(inet_client_addr())
    );
    RETURN NULL;
  END $$;
  CREATE TRIGGER chaos_note AFTER UPDATE ON lane FOR EACH ROW
    WHEN (NEW.epoch <> OLD.epoch OR NEW.serial > OLD.serial) EXECUTE FUNCTION chaos_note()`;

/** Has the database keep the book from now on. */
export async function openLaneBook(databaseUrl: string): Promise<LaneBook> {
  await askPostgres(databaseUrl, OPEN);
  const read = () => askPostgres(databaseUrl, 'SELECT * FROM chaos_book ORDER BY number');
  return { read: async () => z.array(Entry).parse(await read()) };
}
