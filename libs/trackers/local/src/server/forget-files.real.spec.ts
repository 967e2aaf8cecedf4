import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import { createTables, openDatabase } from './database.js';
import { forgetFiles } from './forget-files.js';
import { startLocalTracker } from './start-local-tracker.js';

const part = await postgres();
let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;

beforeEach(async () => {
  database = await freshDatabase(part.url);
  pool = openDatabase(database.url);
  await createTables(pool);
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

/** Files of two pieces each, uploaded so many hours ago. */
async function files(count: number, hoursAgo: number, issue?: number): Promise<void> {
  await pool.query(
    `WITH made AS (
       INSERT INTO files (token, author_id, issue_id, name, created_at)
       SELECT gen_random_uuid()::text, (SELECT min(id) FROM people), $3, 'a.png', now() - make_interval(hours => $2)
       FROM generate_series(1, $1) RETURNING id)
     INSERT INTO file_chunks SELECT id, number, 'x' FROM made, generate_series(0, 1) AS number`,
    [count, hoursAgo, issue],
  );
}
const left = async () =>
  (
    await pool.query(
      `SELECT (SELECT count(*)::int FROM files) AS files, (SELECT count(*)::int FROM file_chunks) AS chunks`,
    )
  ).rows[0];

it('files that hang on nothing go after a day, however many slices they are; those of issues and younger ones stay', async () => {
  const before = await left();
  await files(45, 25);
  await files(2, 23);
  await files(3, 1_000, 4298);
  expect(await forgetFiles(pool)).toBe(45);
  expect(await left()).toEqual({ files: before.files + 5, chunks: before.chunks + 10 });
});

it('a file that is just being hung on an issue is left alone, and waits for nobody', async () => {
  await files(1, 25);
  await files(1, 26);
  const writer = await pool.connect();
  await writer.query('BEGIN');
  const { rowCount } = await writer.query(
    `UPDATE files SET issue_id = 4298 WHERE created_at < now() - interval '25 hours 30 minutes' AND issue_id IS NULL`,
  );
  expect(rowCount).toBe(1);
  expect(await forgetFiles(pool)).toBe(1);
  await writer.query('COMMIT');
  writer.release();
  expect(await forgetFiles(pool)).toBe(0);
});

it('a running tracker does so by itself', async () => {
  await files(1, 25);
  const { files: before } = await left();
  const tracker = await startLocalTracker({ databaseUrl: database.url, token: 'a-token', forgetEveryMs: 10 });
  await until(async () => (await left()).files === before - 1);
  await tracker.close();
});
