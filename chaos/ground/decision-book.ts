import { z } from 'zod';
import { askPostgres } from './ask-postgres.js';

/** When it was first decided who is shown a change of an issue, by this machine's time, ms since 1970. */
const Decided = z.object({ desk: z.string(), issue: z.string(), change: z.string(), at: z.coerce.number() });
export type Decided = z.infer<typeof Decided>;

export type DecisionBook = { read(): Promise<Decided[]> };

const OPEN = `
  CREATE TABLE chaos_decision (desk text, issue text, change text, at float8 DEFAULT extract(epoch FROM clock_timestamp()) * 1000);
  CREATE FUNCTION chaos_decision() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chaos_decision (desk, issue, change) VALUES (NEW.desk, NEW.issue, NEW.change);
    RETURN NULL;
  END $$;
  CREATE TRIGGER chaos_decision AFTER INSERT ON decision FOR EACH ROW EXECUTE FUNCTION chaos_decision()`;

/** Has the database write down from now on when a change was noticed: a decision's own time is a node's. */
export async function openDecisionBook(databaseUrl: string): Promise<DecisionBook> {
  await askPostgres(databaseUrl, OPEN);
  const read = () =>
    askPostgres(databaseUrl, 'SELECT desk, issue, change, min(at) AS at FROM chaos_decision GROUP BY 1, 2, 3');
  return { read: async () => z.array(Decided).parse(await read()) };
}
