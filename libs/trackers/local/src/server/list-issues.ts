import { z } from 'zod';
import type { Queryable } from './database.js';
import type { Person } from './person.js';
import { HEAD, ISSUES_I_SEE } from './view-issue.js';

export const ListQuery = z.object({
  /** Words that all stand in subject or description, or an issue's number. */
  query: z.string().optional(),
  status: z.enum(['open', 'all']).default('open'),
  updatedSince: z.iso.datetime().optional(),
  /** Only issues the one who asks has created. */
  author: z.literal('me').optional(),
  /** Only issues of a higher number. */
  above: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  /** By the newest change, or by the highest number. */
  order: z.enum(['change', 'number']).default('change'),
  offset: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().positive().max(100).default(25),
});

const LIST = `SELECT ${HEAD}, count(*) OVER ()::int AS total ${ISSUES_I_SEE}
  AND ($2 = 'all' OR NOT status.closed)
  AND ($3::timestamptz IS NULL OR i.updated_at >= $3)
  AND (i.id = $4::bigint OR $4 IS NULL AND NOT EXISTS
    (SELECT FROM unnest($5::text[]) word WHERE strpos(lower(i.subject || ' ' || i.description), lower(word)) = 0))
  AND ($6::text IS NULL OR i.author_id = me.id)
  AND ($7::bigint IS NULL OR i.id > $7)
  ORDER BY CASE WHEN $8 = 'change' THEN i.updated_at END DESC, i.id DESC LIMIT $9 OFFSET $10`;

type Row = Record<string, unknown> & { total: number };

/** One page of the issues this person sees. `now` is the database's time before it looked. */
export async function listIssues(database: Queryable, person: Person, query: z.infer<typeof ListQuery>) {
  const clock = await database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const words = (query.query ?? '').split(/\s+/).filter(Boolean);
  const [, number] = /^#?(\d{1,15})$/.exec(query.query ?? '') ?? [];
  const { rows } = await database.query<Row>(LIST, [
    person.id,
    query.status,
    query.updatedSince,
    number,
    words,
    query.author,
    query.above,
    query.order,
    query.limit,
    query.offset,
  ]);
  return {
    now: clock.rows[0]?.now,
    total: rows[0]?.total ?? 0,
    issues: rows.map((row) => ({ ...row, total: undefined })),
  };
}
