import type { Pool } from 'pg';
import { z } from 'zod';
import { Happened, Letter, Standing, type StoredLetter } from './letter.js';
import type { Selection } from './selection.js';

/** Where statements go. */
export type Database = Pick<Pool, 'query' | 'connect'>;
/** Behind which letter a page begins. */
export type Place = Pick<StoredLetter, 'bornAt' | 'number'>;
export type Page = {
  standing: readonly Standing[];
  /** Of those that are `replaying`, only the ones whose replay began by then (ms). */
  begunBefore?: number | undefined;
  /** Only those with no higher number. */
  upTo?: number | undefined;
  limit: number;
  /** As many as say no more than so much, and one at least. */
  mostBytes?: number | undefined;
  after?: Place | undefined;
  /** Without what the letters say, which may be long. */
  brief?: boolean;
};

const whole = z.coerce.number();
const Row = z
  .object({
    number: whole,
    standing: Standing,
    kind: z.string().nullable(),
    cause: z.string(),
    desk: z.string().nullable(),
    chat: z.string().nullable(),
    person: z.string().nullable(),
    topic: Letter.shape.topic,
    lane: z.int(),
    offset: whole.nullable(),
    id: z.string(),
    key: z.string(),
    trace: z.string().nullable(),
    bornAt: whole,
    at: whole,
    history: z.array(Happened),
    value: z.instanceof(Buffer),
    replay: z.string().nullable(),
    replays: z.int(),
  })
  .transform(({ kind, desk, chat, person, offset, trace, replay, ...row }): StoredLetter => ({
    ...row,
    kind: kind ?? undefined,
    desk: desk ?? undefined,
    chat: chat ?? undefined,
    person: person ?? undefined,
    offset: offset ?? undefined,
    trace: trace ?? undefined,
    replay: replay ?? undefined,
  }));

const COLUMNS = `number, standing, kind, cause, desk, chat, person, topic, lane, record_offset AS "offset", id, key, trace,
  born_at AS "bornAt", at, history, replay, replays`;

/** One page of a selection, in the order in which what the letters are of began. */
export async function readLetters(db: Database, selection: Selection, page: Page): Promise<StoredLetter[]> {
  const { sql, values } = whereOf(selection, page);
  const value = page.brief ? `''::bytea AS value` : 'value';
  const first = `SELECT * FROM dead_letter WHERE ${sql} ORDER BY born_at, number LIMIT ${page.limit}`;
  const chosen = page.mostBytes === undefined ? first : within(first, page.mostBytes);
  const text = `SELECT ${COLUMNS}, ${value} FROM (${chosen}) AS page ORDER BY born_at, number`;
  const { rows } = await db.query({ text, values });
  return z.array(Row).parse(rows);
}

/** As many of the first as fit; how long one is stands beside it, and is told without reading it. */
const within = (first: string, mostBytes: number) => `
  SELECT * FROM (
    SELECT *, octet_length(value) AS bytes, sum(octet_length(value)) OVER (ORDER BY born_at, number) AS so_far
    FROM (${first}) AS first
  ) AS measured
  WHERE so_far = bytes OR so_far <= ${mostBytes}`;

/** Only what narrows the choice is said, so that an index can serve it. */
function whereOf(
  selection: Selection,
  { standing, begunBefore, upTo, after }: Pick<Page, 'standing' | 'begunBefore' | 'upTo' | 'after'>,
): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const value = (one: unknown) => `$${values.push(one)}`;
  const conditions = [`standing = ANY(${value(standing)}::text[])`];
  if (begunBefore !== undefined)
    conditions.push(`(standing <> 'replaying' OR (history -> -1 ->> 'at')::bigint <= ${value(begunBefore)}::bigint)`);
  if (upTo !== undefined) conditions.push(`number <= ${value(upTo)}::bigint`);
  if (after) conditions.push(`(born_at, number) > (${value(after.bornAt)}::bigint, ${value(after.number)}::bigint)`);
  if ('numbers' in selection) conditions.push(`number = ANY(${value(selection.numbers)}::bigint[])`);
  else if ('filter' in selection) {
    const { desk, kind, cause, since, until } = selection.filter;
    if (desk !== undefined) conditions.push(`desk = ${value(desk)}`);
    if (kind !== undefined) conditions.push(`kind = ${value(kind)}`);
    if (cause !== undefined) conditions.push(`position(lower(${value(cause)}) IN lower(cause)) > 0`);
    if (since !== undefined) conditions.push(`at >= ${value(since)}::bigint`);
    if (until !== undefined) conditions.push(`at < ${value(until)}::bigint`);
  }
  return { sql: conditions.join(' AND '), values };
}

/** What may be discarded of a selection: the numbers, rising, and of which desks; undefined is a desk that nobody knows. */
export type OpenLetters = { numbers: number[]; desks: (string | undefined)[] };

/** What is open, and what is `replaying` since a replay that began by then (ms). */
export async function readOpen(db: Database, selection: Selection, begunBefore: number): Promise<OpenLetters> {
  const { sql, values } = whereOf(selection, { standing: ['open', 'replaying'], begunBefore });
  const text = `SELECT number, desk FROM dead_letter WHERE ${sql} ORDER BY number`;
  const { rows } = await db.query<{ number: string; desk: string | null }>({ text, values });
  const desks = [...new Set(rows.map(({ desk }) => desk ?? undefined))].toSorted();
  return { numbers: rows.map(({ number }) => Number(number)), desks };
}

/** Of which desks there are letters, in the order of their ids. */
export async function readDesks(db: Database): Promise<string[]> {
  const text = 'SELECT DISTINCT desk FROM dead_letter WHERE desk IS NOT NULL ORDER BY desk';
  const { rows } = await db.query<{ desk: string }>(text);
  return rows.map(({ desk }) => desk);
}
