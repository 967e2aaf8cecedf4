import { Client } from 'pg';

/** What lanes have taken in, by their rows; throws where that is not all there is. */
export async function mustHaveTakenIn(databaseUrl: string, records: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ taken: string; offsets: string; dead: string }>(
    `SELECT (SELECT count(*) FROM inbox) AS taken, (SELECT count(*) FROM dead_letter) AS dead,
       (SELECT sum(next_offset) FROM lane WHERE topic = 'session-events') AS offsets`,
  );
  await client.end();
  const { taken, offsets, dead } = rows[0] ?? { taken: 0, offsets: 0, dead: 0 };
  if (Number(taken) !== records || Number(offsets) !== records || Number(dead) > 0)
    throw new Error(`Of ${records} records ${taken} were taken in, ${dead} are dead, the lanes are at ${offsets}.`);
}
