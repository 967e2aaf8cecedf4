import { isThere } from './erasure/erase-rows.js';
import type { Queryable } from './postgres/queryable.js';

/** Where each lane of each topic ends: the next offset to be written. */
export type LogEnds = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** The ends of a log that is in Postgres; undefined where this database has none. */
export async function postgresLogEnds(db: Queryable): Promise<LogEnds | undefined> {
  if (!(await isThere(db, 'log_head'))) return undefined;
  const { rows } = await db.query<{ topic: string; lane: number; end: string }>(
    `SELECT topic, lane, next_offset AS end FROM log_head`,
  );
  const byTopic = Map.groupBy(rows, ({ topic }) => topic);
  return new Map(
    [...byTopic].map(([topic, ends]) => [topic, new Map(ends.map(({ lane, end }) => [lane, Number(end)]))]),
  );
}
