import type { Queryable } from '../postgres/queryable.js';
import { spellings } from './holdings.js';
import { marksOf, type Subject } from './subject.js';

/** Where something was found, never what. */
export type Trace = {
  /** Schema, table and column. */
  where: string;
  rows: number;
  /** It is the local tracker's own, which shares our database: what is in a tracker is the tracker's. */
  inTracker: boolean;
};

type Column = { schema: string; table: string; column: string; bytes: boolean; place: string; name: string };

/** Every column that can hold words, as the catalogue knows them now: a table added later is searched as well. */
const COLUMNS = `
  SELECT nspname AS schema, relname AS table, attname AS column, typname = 'bytea' AS bytes,
    format('%I.%I', nspname, relname) AS place, quote_ident(attname) AS name
  FROM pg_attribute
  JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
  JOIN pg_type ON pg_type.oid = atttypid
  WHERE relkind IN ('r', 'p', 'm') AND NOT relispartition AND attnum > 0 AND NOT attisdropped
    AND typcategory IN ('S', 'U', 'A') AND nspname <> 'information_schema' AND nspname !~ '^pg_'
    -- It says that a desk, or somebody of it, was erased, and has to.
    AND relname <> 'erasure'
  ORDER BY 1, 2, attnum`;

/** Searches every table for what may still be of them: their id, and these words. */
export async function findTraces(db: Queryable, subject: Subject, words: readonly string[]): Promise<Trace[]> {
  const { rows: columns } = await db.query<Column>(COLUMNS);
  const values = [marksOf(subject).trace, spellings(words)];
  const found: Trace[] = [];
  for (const [place, own] of Map.groupBy(columns, (column) => column.place)) {
    const counts = own.map((column, i) => `count(*) FILTER (WHERE ${holds(column)}) AS c${i}`);
    const { rows } = await db.query<Record<string, string>>(`SELECT ${counts.join(', ')} FROM ${place}`, values);
    own.forEach(({ schema, table, column }, i) => {
      const hits = Number(rows[0]?.[`c${i}`]);
      const where = `${schema}.${table}.${column}`;
      if (hits > 0) found.push({ where, rows: hits, inTracker: schema === 'local_tracker' });
    });
  }
  return found;
}

/** Bytes beyond ASCII stand there as numbers, and must not pass for a part of an id. */
const holds = ({ name, bytes }: Column) =>
  bytes
    ? `regexp_replace(encode(${name}, 'escape'), '\\\\[0-7]{3}', '?', 'g') ~ $1
        OR EXISTS (SELECT FROM unnest($2::text[]) AS word WHERE position(convert_to(word, 'UTF8') IN ${name}) > 0)`
    : `${name}::text ~ $1 OR EXISTS (SELECT FROM unnest($2::text[]) AS word WHERE position(word IN ${name}::text) > 0)`;
