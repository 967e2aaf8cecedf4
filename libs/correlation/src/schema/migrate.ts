import { Client } from 'pg';
import { TOPIC_NAMES } from '#contracts';
import { rollInbox } from '../retention/roll-inbox.js';
import { correlationDataSource } from './data-source.js';
import { settleLanes } from './stored-lanes.js';

/** An arbitrary number that is ours: whoever holds it migrates. */
const MIGRATING = 7_305_815_221;

/**
 * Brings the database up to date: tables, the rows of all lanes, the next days of the inbox. Doing it again changes nothing;
 * of several processes that do it at once, one works and the others wait. Throws `LanesDiffer`.
 */
export async function migrate(databaseUrl: string, { lanes }: { lanes: number }): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  // A server that goes away fails the running statement, which is enough.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATING]);
    await runMigrations(databaseUrl);
    await settleLanes(client, lanes);
    await addLaneRows(client, lanes);
    await rollInbox(client);
  } finally {
    await client.end();
  }
}

/** Whether no migration of this release is still to be run; reads only (TypeORM would make the table that says so). */
export async function isMigrated(databaseUrl: string): Promise<boolean> {
  const source = await correlationDataSource(databaseUrl).initialize();
  try {
    const [known] = await source.query<{ known: boolean }[]>("SELECT to_regclass('migration') IS NOT NULL AS known");
    return known?.known === true && !(await source.showMigrations());
  } finally {
    await source.destroy();
  }
}

async function runMigrations(databaseUrl: string): Promise<void> {
  const source = await correlationDataSource(databaseUrl).initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

const addLaneRows = (client: Client, lanes: number) =>
  client.query(
    `INSERT INTO lane (topic, lane)
     SELECT topic, lane FROM unnest($1::text[]) AS topic, generate_series(0, $2 - 1) AS lane
     ON CONFLICT DO NOTHING`,
    [TOPIC_NAMES, lanes],
  );
