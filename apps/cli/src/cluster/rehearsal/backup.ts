import type { Cluster } from './cluster.js';

const TABLES = `
  SELECT string_agg(quote_ident(relname), ',') AS names FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`;

/**
 * What `pg_dump` would take at this moment, of a cluster that goes on meanwhile: every row, as one snapshot sees them. The tests'
 * Postgres comes without its tools.
 */
export async function backUp({ ask }: Cluster): Promise<void> {
  await ask('DROP SCHEMA IF EXISTS backup CASCADE');
  await ask('CREATE SCHEMA backup');
  await ask('BEGIN ISOLATION LEVEL REPEATABLE READ');
  for (const table of await tables(ask)) await ask(`CREATE TABLE backup.${table} AS TABLE ${table}`);
  await ask('COMMIT');
}

/** Brings every row back to that moment. Nothing else may be connected. */
export async function restore({ ask }: Cluster): Promise<void> {
  const names = await tables(ask);
  await ask('BEGIN');
  await ask(`TRUNCATE ${names.join(', ')}`);
  for (const table of names) await ask(`INSERT INTO ${table} SELECT * FROM backup.${table}`);
  await ask('COMMIT');
}

async function tables(ask: Cluster['ask']): Promise<string[]> {
  const [row] = await ask<{ names: string }>(TABLES);
  return row?.names.split(',') ?? [];
}
