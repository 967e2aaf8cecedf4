import { Client } from 'pg';
import { z } from 'zod';

const Commits = z.object({ commits: z.coerce.number(), writing: z.coerce.number() });
const Lanes = z.array(z.object({ topic: z.string(), serial: z.coerce.number() }));

export type PostgresCounters = {
  /** `pg_stat_database.xact_commit`: transactions that ended well; a read outside of any counts as one. */
  commits: number;
  /** Transactions that were given an id, which is when they first write or lock a row. */
  writing: number;
  /** By topic: the transactions of its lanes, as the lane rows count them. */
  lanes: Readonly<Record<string, number>>;
};

/**
 * Watches a database without being counted: what its own looks cost is taken off. Backends tell their commits at most once a
 * second, so `commits` may be a second behind.
 */
export async function watchPostgres(databaseUrl: string) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  let looks = 0;
  return {
    async read(): Promise<PostgresCounters> {
      const lanes = await client.query('SELECT topic, sum(serial) AS serial FROM lane GROUP BY topic');
      const { rows } = await client.query(
        `SELECT xact_commit AS commits, pg_snapshot_xmax(pg_current_snapshot())::text AS writing
         FROM pg_stat_database WHERE datname = current_database()`,
      );
      const { commits, writing } = Commits.parse(rows[0]);
      const serials = Lanes.parse(lanes.rows).map(({ topic, serial }) => [topic, serial] as const);
      const own = 2 * looks;
      looks += 1;
      return { commits: commits - own, writing, lanes: Object.fromEntries(serials) };
    },
    close: () => client.end(),
  };
}

export type PostgresWatch = Awaited<ReturnType<typeof watchPostgres>>;

export const countedBetween = (before: PostgresCounters, after: PostgresCounters): PostgresCounters => ({
  commits: after.commits - before.commits,
  writing: after.writing - before.writing,
  lanes: Object.fromEntries(
    Object.entries(after.lanes).map(([topic, serial]) => [topic, serial - (before.lanes[topic] ?? 0)]),
  ),
});
