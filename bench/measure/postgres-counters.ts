import { Client } from 'pg';
import { z } from 'zod';

const Row = z.object({ commits: z.coerce.number(), writing: z.coerce.number() });

export type PostgresCounters = {
  /** `pg_stat_database.xact_commit`: transactions that ended well; a read outside of any counts as one. */
  commits: number;
  /** Transactions that were given an id, which is when they first write or lock a row. */
  writing: number;
};

/**
 * Watches one database from another, so that looking is not counted. Backends tell their commits at most once a second, so
 * a count may be a second behind.
 */
export async function watchPostgres(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const database = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  return {
    async read(): Promise<PostgresCounters> {
      const { rows } = await client.query(
        `SELECT xact_commit AS commits, pg_snapshot_xmax(pg_current_snapshot())::text AS writing
         FROM pg_stat_database WHERE datname = $1`,
        [database],
      );
      return Row.parse(rows[0]);
    },
    close: () => client.end(),
  };
}

export type PostgresWatch = Awaited<ReturnType<typeof watchPostgres>>;
