import type { Pool } from 'pg';
import { withConnection } from '../../store/postgres/with-connection.js';
import { LogError } from '../log-error.js';

/** An arbitrary number that is ours: whoever holds it makes the tables. */
const MAKING = 7_305_815_224;

const TABLES = `
  CREATE TABLE IF NOT EXISTS log_head (
    topic text NOT NULL,
    lane int NOT NULL,
    next_offset bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (topic, lane)
  );
  CREATE TABLE IF NOT EXISTS log_record (
    topic text NOT NULL,
    lane int NOT NULL,
    "offset" bigint NOT NULL,
    id text NOT NULL,
    key text NOT NULL,
    value bytea NOT NULL,
    trace text,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, lane, "offset")
  );
  CREATE TABLE IF NOT EXISTS log_group (
    topic text NOT NULL,
    "group" text NOT NULL,
    lane int NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, "group", lane)
  );`;

/** Makes the tables and a head for every lane. Of several processes that do it at once, one works and the others wait. */
export async function prepareTables(pool: Pool, topics: readonly string[], lanes: number): Promise<void> {
  await withConnection(pool, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [MAKING]);
    await client.query(TABLES);
    const { rows } = await client.query<{ topic: string; lanes: number }>(
      'SELECT topic, count(*)::int AS lanes FROM log_head WHERE topic = ANY($1) GROUP BY topic',
      [topics],
    );
    for (const { topic, lanes: there } of rows) if (there !== lanes) throw lanesDiffer(topic, there, lanes);
    await client.query(
      `INSERT INTO log_head (topic, lane)
       SELECT topic, lane FROM unnest($1::text[]) AS topic, generate_series(0, $2 - 1) AS lane
       ON CONFLICT DO NOTHING`,
      [topics, lanes],
    );
    await client.query('COMMIT');
  });
}

const lanesDiffer = (topic: string, there: number, wanted: number) =>
  new LogError(
    'lanes-differ',
    `topic ${topic} has ${there} lanes, but LANES is ${wanted}. Set LANES=${there}; or, to change it, let every lane ` +
      'drain, stop the process, empty log_head and log_record and re-key what is stored',
  );
