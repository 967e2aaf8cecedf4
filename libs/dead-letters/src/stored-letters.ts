import type { ClientBase } from 'pg';
import { z } from 'zod';
import { Happened, Letter, Standing, type StoredLetter } from './letter.js';
import type { Selection } from './selection.js';

/** Where statements go. */
export type Database = Pick<ClientBase, 'query'>;
/** Behind which letter a page begins. */
export type Place = Pick<StoredLetter, 'bornAt' | 'number'>;
export type Page = {
  standing: readonly Standing[];
  limit: number;
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
  const text = `SELECT ${COLUMNS}, ${value} FROM dead_letter WHERE ${sql} ORDER BY born_at, number LIMIT ${page.limit}`;
  const { rows } = await db.query({ text, values });
  return z.array(Row).parse(rows);
}

/** Only what narrows the choice is said, so that an index can serve it. */
function whereOf(selection: Selection, { standing, after }: Page): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const value = (one: unknown) => `$${values.push(one)}`;
  const conditions = [`standing = ANY(${value(standing)}::text[])`];
  if (after) conditions.push(`(born_at, number) > (${value(after.bornAt)}::bigint, ${value(after.number)}::bigint)`);
  if ('numbers' in selection) conditions.push(`number = ANY(${value(selection.numbers)}::bigint[])`);
  else {
    const { desk, kind, cause, since, until } = selection.filter;
    if (desk !== undefined) conditions.push(`desk = ${value(desk)}`);
    if (kind !== undefined) conditions.push(`kind = ${value(kind)}`);
    if (cause !== undefined) conditions.push(`position(lower(${value(cause)}) IN lower(cause)) > 0`);
    if (since !== undefined) conditions.push(`at >= ${value(since)}::bigint`);
    if (until !== undefined) conditions.push(`at < ${value(until)}::bigint`);
  }
  return { sql: conditions.join(' AND '), values };
}

/** A replay that begins: the record each letter goes into the log as. */
export type Claim = { number: number; replay: string };

/**
 * Claims letters for their replays, and returns the numbers of those it could: an open one is claimed once, and one that is
 * being replayed already by whoever sends the very same record.
 */
export async function claimLetters(
  db: Database,
  claims: readonly Claim[],
  by: string,
  at: number,
): Promise<Set<number>> {
  const { rows } = await db.query<{ number: string }>({
    text: `
      UPDATE dead_letter AS letter SET
        standing = 'replaying',
        replay = claim.replay,
        replays = letter.replays + CASE letter.standing WHEN 'open' THEN 1 ELSE 0 END,
        history = CASE letter.standing WHEN 'open' THEN letter.history || jsonb_build_array(jsonb_build_object(
          'what', 'replayed', 'at', $3::bigint, 'by', $4::text, 'as', claim.replay)) ELSE letter.history END
      FROM unnest($1::bigint[], $2::text[]) AS claim (number, replay)
      WHERE letter.number = claim.number
        AND (letter.standing = 'open' AND letter.replay IS DISTINCT FROM claim.replay
          OR letter.standing = 'replaying' AND letter.replay = claim.replay)
      RETURNING letter.number`,
    values: [claims.map(({ number }) => number), claims.map(({ replay }) => replay), at, by],
  });
  return new Set(rows.map(({ number }) => Number(number)));
}

/** The log has their records. One that has died again meanwhile is open, and stays it. */
export async function markReplayed(db: Database, claims: readonly Claim[]): Promise<void> {
  await db.query({
    text: `
      UPDATE dead_letter AS letter SET standing = 'replayed'
      FROM unnest($1::bigint[], $2::text[]) AS claim (number, replay)
      WHERE letter.number = claim.number AND letter.standing = 'replaying' AND letter.replay = claim.replay`,
    values: [claims.map(({ number }) => number), claims.map(({ replay }) => replay)],
  });
}

/** Discards those of these letters that are open, and returns their numbers. They stay, and say by whom and why. */
export async function discardLetters(
  db: Database,
  numbers: readonly number[],
  { by, why, at }: { by: string; why: string; at: number },
): Promise<number[]> {
  const { rows } = await db.query<{ number: string }>({
    text: `
      UPDATE dead_letter SET standing = 'discarded', history = history || jsonb_build_array(jsonb_build_object(
        'what', 'discarded', 'at', $2::bigint, 'by', $3::text, 'why', $4::text))
      WHERE number = ANY($1::bigint[]) AND standing = 'open'
      RETURNING number`,
    values: [numbers, at, by, why],
  });
  return rows.map(({ number }) => Number(number));
}
