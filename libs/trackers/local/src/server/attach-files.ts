import type { Queryable } from './database.js';
import type { Person } from './person.js';

/** Hangs the person's uploads on an issue. A token that is unknown or used is passed over in silence, as Redmine does. */
export async function attachFiles(
  database: Queryable,
  person: Person,
  uploads: readonly string[],
  { issue, journal }: { issue: string; journal?: string },
): Promise<void> {
  if (uploads.length === 0) return;
  await database.query(
    `UPDATE files SET issue_id = $1, journal_id = $2 WHERE token = ANY ($3) AND author_id = $4 AND issue_id IS NULL`,
    [issue, journal ?? null, uploads, person.id],
  );
}
