import type { Pool } from 'pg';
import { z } from 'zod';
import { attachFiles } from './attach-files.js';
import { inTransaction } from './database.js';
import type { Person } from './person.js';
import { Refusal } from './refusal.js';

const Id = z.string().regex(/^\d{1,15}$/);

export const NewIssue = z.object({
  subject: z.string(),
  description: z.string().default(''),
  /** Absent: the first project the person belongs to. */
  project: Id.optional(),
  issueType: Id.optional(),
  priority: Id.optional(),
  uploads: z.array(z.string()).default([]),
});
export type NewIssue = z.infer<typeof NewIssue>;

const CHOSEN = `SELECT
  (SELECT p.id FROM projects p, people me WHERE me.id = $1 AND ($2::bigint IS NULL OR p.id = $2) AND (me.role = 'service'
    OR EXISTS (SELECT FROM members m WHERE m.project_id = p.id AND m.person_id = me.id)) ORDER BY p.id LIMIT 1) AS project,
  (SELECT id FROM issue_types WHERE $3::bigint IS NULL OR id = $3 ORDER BY id LIMIT 1) AS type,
  (SELECT id FROM priorities WHERE CASE WHEN $4::bigint IS NULL THEN is_default ELSE id = $4 END) AS priority`;

type Chosen = Record<'project' | 'type' | 'priority', string | null>;

/** Creates an issue in the person's name; gives its id, or refuses with everything that is wrong. */
export const createIssue = (pool: Pool, person: Person, issue: NewIssue): Promise<string> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<Chosen>(CHOSEN, [person.id, issue.project, issue.issueType, issue.priority]);
    const { project = null, type = null, priority = null } = rows[0] ?? {};
    const [first, ...more] = complaints(issue.subject, { project, type, priority });
    if (first) throw new Refusal(422, first, ...more);
    const created = await client.query<{ id: string }>(
      `INSERT INTO issues (project_id, issue_type_id, priority_id, status_id, author_id, subject, description)
       VALUES ($1, $2, $3, (SELECT min(id) FROM statuses), $4, $5, $6) RETURNING id`,
      [project, type, priority, person.id, issue.subject, issue.description],
    );
    const id = created.rows[0]?.id ?? '';
    await attachFiles(client, person, issue.uploads, { issue: id });
    return id;
  });

function complaints(subject: string, { project, type, priority }: Chosen): string[] {
  const found: string[] = [];
  if (!subject.trim()) found.push('Subject cannot be blank.');
  if (subject.length > 255) found.push('Subject is too long (at most 255 characters).');
  if (!project) found.push('You may not create issues in this project.');
  if (!type) found.push('There is no such issue type.');
  if (!priority) found.push('There is no such priority.');
  return found;
}
