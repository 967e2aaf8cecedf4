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
async function deleteSlice(db: Queryable, rows: Rows): Promise<number> {
  const { table, where, values } = rows;
  // A row that was written anew meanwhile has another ctid, and what holds of it is asked again.
  const text = `
    ${changeOf(rows)} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${SLICE})) AND (${where})`;
  return (await db.query(text, [...values])).rowCount ?? 0;
}

/** Where at most a thousand of these rows are now. Reads as much of the table as it has to, and holds up nobody. */
export async function findSlice(db: Queryable, { table, where, values }: Rows): Promise<string[]> {
  const { rows } = await db.query<{ ctid: string }>(`SELECT ctid FROM ${table} WHERE ${where} LIMIT ${SLICE}`, [
    ...values,
  ]);
  return rows.map(({ ctid }) => ctid);
}

/** Deletes those that were found there, and are the same still; returns how many. Reads nothing else of the table. */
export async function deleteFound(db: Queryable, rows: Rows, found: readonly string[]): Promise<number> {
  if (found.length === 0) return 0;
  const { where, values } = rows;
  const text = `${changeOf(rows)} WHERE ctid = ANY($${values.length + 1}::tid[]) AND (${where})`;
  return (await db.query(text, [...values, found])).rowCount ?? 0;
}

const changeOf = ({ table, column }: Rows) =>
  column ? `UPDATE ${table} SET ${column} = NULL` : `DELETE FROM ${table}`;
