import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { TOPIC_NAMES } from '#contracts';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { LanesDiffer } from '../index.js';
import { correlationDataSource, isMigrated, migrate } from './index.js';

const server = await postgres();
let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: Client;

beforeEach(async () => {
  database = await freshDatabase(server.url);
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const DAY = 86_400_000;
const count = async (sql: string) => Number((await client.query(`SELECT count(*) FROM ${sql}`)).rows[0]?.count);

it('three processes may migrate at once', async () => {
  await Promise.all([1, 2, 3].map(() => migrate(database.url, { lanes: 4 })));
  expect(await count('lane')).toBe(4 * TOPIC_NAMES.length);
  expect(await count('migration')).toBe(15);
});

it('migrating again changes nothing', async () => {
  await migrate(database.url, { lanes: 4 });
  await client.query(`UPDATE lane SET epoch = 7`);
  await migrate(database.url, { lanes: 4 });
  expect(await count('lane WHERE epoch = 7')).toBe(4 * TOPIC_NAMES.length);
});

it('whether all migrations were run is found out, and nothing changed', async () => {
  expect(await isMigrated(database.url)).toBe(false);
  expect(await count(`pg_class WHERE relnamespace = 'public'::regnamespace`)).toBe(0);
  await migrate(database.url, { lanes: 4 });
  expect(await isMigrated(database.url)).toBe(true);
});

it('another number of lanes is refused, with the way to change it', async () => {
  await migrate(database.url, { lanes: 4 });
  const refused = migrate(database.url, { lanes: 8 });
  await expect(refused).rejects.toBeInstanceOf(LanesDiffer);
  await expect(refused).rejects.toThrow(/has 4 lanes and LANES says 8.*drain.*re-key/);
  expect(await count('lane')).toBe(4 * TOPIC_NAMES.length);
});

it('the inbox has room for today and the week to come', async () => {
  await migrate(database.url, { lanes: 1 });
  await client.query(
    `INSERT INTO inbox (topic, lane, day, id) SELECT 't', 0, (now() AT TIME ZONE 'utc')::date + n, 'a' FROM generate_series(0, 7) n`,
  );
  expect(await count('inbox')).toBe(8);
});

it('the entities describe the tables as the migrations make them', async () => {
  await migrate(database.url, { lanes: 1 });
  const source = await correlationDataSource(database.url).initialize();
  try {
    const differences = await source.driver.createSchemaBuilder().log();
    expect(differences.upQueries.map((query) => query.query)).toEqual([]);
  } finally {
    await source.destroy();
  }
});

/** A database as it was before this migration. */
async function migratedBefore(name: string, lanes: number): Promise<void> {
  await migrate(database.url, { lanes });
  const source = await correlationDataSource(database.url).initialize();
  try {
    const is = `migration WHERE name = '${name}'`;
    while ((await count(is)) > 0) await source.undoLastMigration();
  } finally {
    await source.destroy();
  }
}

it('what a lane has forgotten in an older release is kept as the first of its times', async () => {
  await migratedBefore('EachForgottenTime1763700000012', 2);
  await client.query(`UPDATE lane SET forgot_since = 1000, again_before = 9000 WHERE lane = 1`);
  await migrate(database.url, { lanes: 2 });
  const { rows } = await client.query(`SELECT DISTINCT lane, forgot FROM lane ORDER BY lane`);
  expect(rows).toEqual([
    { lane: 0, forgot: [] },
    { lane: 1, forgot: [{ since: 1000, until: 9000 }] },
  ]);
});

it('sessions of an older release count as idle from now on where they hold no words', async () => {
  await migratedBefore('IdleStates1763700000014', 1);
  await client.query(`
    INSERT INTO lane_state (topic, lane, key, state, due_at) VALUES
      ('session-events', 0, 'idle', '{"v":1,"dialogs":[],"known":[]}', NULL),
      ('session-events', 0, 'aside|unreadable', '{"dialogs":[{"parts":["\\ud83d"]}]}', NULL),
      ('session-events', 0, 'words', '{"v":1,"dialogs":[{"text":"\\"dialogs\\":[]"}]}', NULL),
      ('session-events', 0, 'due', '{"v":1,"dialogs":[]}', 1),
      ('tracker-work', 0, 'other', '{"dialogs":[]}', NULL)`);
  const before = Date.now();
  await migrate(database.url, { lanes: 1 });
  const { rows } = await client.query(
    `SELECT key, idle_since FROM lane_state WHERE idle_since IS NOT NULL ORDER BY key`,
  );
  expect(rows.map(({ key }) => key)).toEqual(['aside|unreadable', 'idle']);
  for (const { idle_since } of rows) expect(Math.abs(Number(idle_since) - before)).toBeLessThan(DAY);
});

it('every migration can be taken back', async () => {
  await migrate(database.url, { lanes: 1 });
  const source = await correlationDataSource(database.url).initialize();
  try {
    for (const _ of source.migrations) await source.undoLastMigration();
  } finally {
    await source.destroy();
  }
  expect(await count(`pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'`)).toBe(0);
});
