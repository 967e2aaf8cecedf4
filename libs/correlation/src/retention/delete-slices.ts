import type { Queryable } from '../postgres/queryable.js';

/** Rows of one statement: short enough to hold up nobody. */
const SLICE = 1_000;

/** Some rows of a table. `table` and `where` are our own SQL, never input. */
export type Rows = {
  table: string;
  where: string;
  values: readonly unknown[];
  /** Only this column is emptied; the row stays. */
  column?: string | undefined;
};

/** Deletes rows a slice at a time, each by a statement of its own, until none is left. Returns how many there were. */
export async function deleteSlices(db: Queryable, rows: Rows): Promise<number> {
  let deleted = 0;
  for (let slice = SLICE; slice > 0; deleted += slice) slice = await deleteSlice(db, rows);
  return deleted;
}

/** At most a thousand of these rows; returns how many. */
export async function deleteSlice(db: Queryable, { table, where, values, column }: Rows): Promise<number> {
  const change = column ? `UPDATE ${table} SET ${column} = NULL` : `DELETE FROM ${table}`;
  // A row that was written anew meanwhile has another ctid, and what holds of it is asked again.
  const text = `
    ${change} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${SLICE})) AND (${where})`;
  return (await db.query(text, [...values])).rowCount ?? 0;
}
