import type { Pool, QueryConfig } from 'pg';
import { migrate } from '#correlation/schema';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { createLanePool, createPostgresStore, type PostgresSide } from '../postgres/index.js';
import type { ForgottenTime } from '../store.js';
import { TOPIC } from './fixtures.js';
import type { LaneStoreHarness, Note, NoteReads } from './harness.js';

const DAY = 86_400_000;

/** The suite's side rows in Postgres. */
export const noteSide: PostgresSide<NoteReads, Note> = {
  reads: (db) => ({
    async note(key) {
      const { rows } = await db.query<{ text: string }>('SELECT text FROM note WHERE key = $1', [key]);
      return rows[0]?.text;
    },
  }),
  apply: (notes): QueryConfig[] => [
    {
      name: 'note.add',
      text: 'INSERT INTO note (key, text) SELECT * FROM unnest($1::text[], $2::text[])',
      values: [notes.map((note) => note.key), notes.map((note) => note.text)],
    },
  ],
};

export type NoteDatabase = LaneStoreHarness & { url: string; pool: Pool; newPool(max?: number): Pool };

/** A fresh migrated database on the real server, with a table of notes. */
export async function noteDatabase(): Promise<NoteDatabase> {
  const database = await freshDatabase((await postgres()).url);
  const { url } = database;
  await migrate(url, { lanes: 64 });
  const pools: Pool[] = [];
  const newPool = (max = 8) => {
    const pool = createLanePool(url, { max });
    pools.push(pool);
    return pool;
  };
  const pool = newPool();
  await pool.query(`CREATE TABLE note (key text PRIMARY KEY, text text NOT NULL CHECK (text NOT LIKE 'refuse%'))`);
  return {
    url,
    pool,
    newPool,
    open: () => createPostgresStore({ pool, side: noteSide }),
    pass: (ms) => letPass(pool, ms),
    failOver: async () =>
      void (await pool.query(`UPDATE lane SET timeline = '0', known_timeline = '0' WHERE epoch > 0`)),
    async forgotten(lane) {
      const { rows } = await pool.query<{ forgot: ForgottenTime[] }>(
        'SELECT forgot FROM lane WHERE topic = $1 AND lane = $2',
        [TOPIC, lane],
      );
      return rows[0]?.forgot ?? [];
    },
    async close() {
      await Promise.all(pools.map((one) => one.end()));
      await database.drop();
    },
  };
}

/** What the database would look like had time gone on: everything in it is older. */
async function letPass(pool: Pool, ms: number): Promise<void> {
  await pool.query('UPDATE lane SET heartbeat = heartbeat - $1::bigint', [ms]);
  await pool.query('UPDATE lane SET last_heard = last_heard - $1::bigint WHERE last_heard > 0', [ms]);
  await pool.query('UPDATE inbox SET day = day - $1::int', [Math.floor(ms / DAY)]);
}
