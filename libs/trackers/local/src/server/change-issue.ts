import type { Pool } from 'pg';
import { z } from 'zod';
import { attachFiles } from './attach-files.js';
import { inTransaction, type Queryable } from './database.js';
import type { Person } from './person.js';
import { notFound, Refusal } from './refusal.js';

const Id = z.string().regex(/^\d{1,15}$/);

export const Change = z.object({
  text: z.string().default(''),
  private: z.boolean().default(false),
  status: Id.optional(),
  assignee: Id.nullable().optional(),
  uploads: z.array(z.string()).default([]),
  /** Present: refused with 409 if someone else changed the issue since. */
  lockVersion: z.int().optional(),
});
export type Change = z.infer<typeof Change>;

type Row = { lock_version: number; status_id: string; assignee_id: string | null };
type Detail = { field: string; from: string | null; to: string | null };

/**
 * Writes one journal entry in the person's name; gives its id, or `undefined` where nothing was left to write. Like
 * Redmine it succeeds without a word while passing over what the person may not do: a status their workflow forbids, an
 * assignee set by a customer, a customer's wish for privacy, an unknown upload.
 */
export const changeIssue = (pool: Pool, person: Person, issue: string, change: Change): Promise<string | undefined> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<Row>(
      `SELECT i.lock_version, i.status_id, i.assignee_id FROM issues i, people me
       WHERE i.id = $1 AND me.id = $2 AND sees(me, i) FOR NO KEY UPDATE OF i`,
      [issue, person.id],
    );
    const [row] = rows;
    if (!row) throw notFound();
    if (change.lockVersion !== undefined && change.lockVersion !== row.lock_version) {
      throw new Refusal(409, 'Someone else changed the issue in the meantime.');
    }
    const details = [
      ...(await changeStatus(client, person, issue, row, change)),
      ...(await changeAssignee(client, person, issue, row, change)),
    ];
    if (!change.text.trim() && details.length === 0 && change.uploads.length === 0) return undefined;
    return writeJournal(client, person, issue, change, details);
  });

async function changeStatus(
  client: Queryable,
  person: Person,
  issue: string,
  row: Row,
  { status }: Change,
): Promise<Detail[]> {
  if (status === undefined || status === row.status_id) return [];
  const { rows } = await client.query<Detail>(
    `SELECT 'status' AS field, f.name AS from, t.name AS to
     FROM workflow w JOIN statuses f ON f.id = w.from_id JOIN statuses t ON t.id = w.to_id
     WHERE w.role = $1 AND w.from_id = $2 AND w.to_id = $3`,
    [person.role, row.status_id, status],
  );
  if (rows.length > 0) await client.query('UPDATE issues SET status_id = $2 WHERE id = $1', [issue, status]);
  return rows;
}

async function changeAssignee(
  client: Queryable,
  person: Person,
  issue: string,
  row: Row,
  { assignee }: Change,
): Promise<Detail[]> {
  if (assignee === undefined || assignee === row.assignee_id || person.role === 'customer') return [];
  const { rows } = await client.query<Detail>(
    `SELECT 'assignee' AS field, (SELECT name FROM people WHERE id = $1) AS from, (SELECT name FROM people WHERE id = $2) AS to
     WHERE $2::bigint IS NULL OR EXISTS (SELECT FROM people WHERE id = $2)`,
    [row.assignee_id, assignee],
  );
  if (rows.length > 0) await client.query('UPDATE issues SET assignee_id = $2 WHERE id = $1', [issue, assignee]);
  return rows;
}

async function writeJournal(
  client: Queryable,
  person: Person,
  issue: string,
  change: Change,
  details: readonly Detail[],
) {
  const hidden = change.private && person.role !== 'customer';
  const { rows } = await client.query<{ id: string }>(
    'INSERT INTO journals (issue_id, author_id, text, private) VALUES ($1, $2, $3, $4) RETURNING id',
    [issue, person.id, change.text, hidden],
  );
  const journal = rows[0]?.id ?? '';
  for (const { field, from, to } of details) {
    await client.query('INSERT INTO details VALUES ($1, $2, $3, $4)', [journal, field, from, to]);
  }
  await attachFiles(client, person, change.uploads, { issue, journal });
  await client.query('UPDATE issues SET lock_version = lock_version + 1, updated_at = now() WHERE id = $1', [issue]);
  return journal;
}
