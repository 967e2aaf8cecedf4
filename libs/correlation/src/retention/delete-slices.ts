import type { Queryable } from '../postgres/queryable.js';

/** Rows of one statement: short enough to hold up nobody. */
const SLICE = 1_000;

/**
 * Deletes the rows of a table for which `where` holds, a slice at a time, each in a transaction of its own unless one is open,
 * until none is left. Returns how many there were. `table` and `where` are our own SQL, never input.
 */
export async function deleteSlices(
  db: Queryable,
  { table, where, values }: { table: string; where: string; values: readonly unknown[] },
): Promise<number> {
  // A row that was written anew meanwhile has another ctid, and what holds of it is asked again.
  const text = `
    DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${SLICE})) AND (${where})`;
  let deleted = 0;
  for (let slice = SLICE; slice > 0; deleted += slice) slice = (await db.query(text, [...values])).rowCount ?? 0;
  return deleted;
}
