import type { Queryable } from '../postgres/queryable.js';

/** Whoever holds it rolls the inbox; the others have nothing to do. */
const ROLLING = 7_305_815_222;

/**
 * Makes the inbox's partitions of today and the next days, and drops those older than `keepDays` whole. `keepDays` is the
 * log's retention and a day (default 8), so that whatever the log can still bring is known. Called at boot and every hour;
 * `db` must be one connection, not a pool.
 */
export async function rollInbox(db: Queryable, { keepDays = 8, aheadDays = 7 } = {}): Promise<void> {
  await db.query('BEGIN');
  try {
    const { rows } = await db.query<{ ours: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS ours', [ROLLING]);
    if (rows[0]?.ours) await roll(db, keepDays, aheadDays);
    await db.query('COMMIT');
  } catch (error) {
    await db.query('ROLLBACK');
    throw error;
  }
}

async function roll(db: Queryable, keepDays: number, aheadDays: number): Promise<void> {
  // Dropping waits for the lanes' transactions and they for it: rather in an hour than now.
  await db.query(`SET LOCAL lock_timeout = '1s'`);
  const there = await partitions(db);
  const { rows } = await db.query<{ name: string; day: string; next: string }>(
    `SELECT to_char(day, '"inbox_"YYYYMMDD') AS name, day::date::text AS day, (day + interval '1 day')::date::text AS next
     FROM generate_series((now() AT TIME ZONE 'utc')::date - 1, (now() AT TIME ZONE 'utc')::date + $1::int, interval '1 day')
       AS day`,
    [aheadDays],
  );
  for (const { name, day, next } of rows) {
    if (!there.includes(name)) await addPartition(db, name, day, next);
  }
  const { rows: oldest } = await db.query<{ name: string }>(
    `SELECT to_char((now() AT TIME ZONE 'utc')::date - $1::int, '"inbox_"YYYYMMDD') AS name`,
    [keepDays],
  );
  const keepFrom = oldest[0]?.name ?? '';
  const gone = there.filter((name) => name < keepFrom);
  if (gone.length > 0) await db.query(`DROP TABLE ${gone.join(', ')}`);
}

async function partitions(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'inbox'::regclass`,
  );
  return rows.map((row) => row.name);
}

/** Made apart and attached: unlike `CREATE … PARTITION OF`, that lets the lanes go on meanwhile. */
async function addPartition(db: Queryable, name: string, day: string, next: string): Promise<void> {
  await db.query(`CREATE TABLE ${name} (LIKE inbox INCLUDING DEFAULTS)`);
  await db.query(`ALTER TABLE inbox ATTACH PARTITION ${name} FOR VALUES FROM ('${day}') TO ('${next}')`);
}
