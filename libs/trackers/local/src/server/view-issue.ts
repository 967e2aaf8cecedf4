import type { Queryable } from './database.js';
import type { Person } from './person.js';
import { notFound } from './refusal.js';

const PERSON = (alias: string) =>
  `json_build_object('id', ${alias}.id::text, 'login', ${alias}.login, 'name', ${alias}.name)`;
const NAMED = (alias: string) => `json_build_object('id', ${alias}.id::text, 'name', ${alias}.name)`;
const FILES = (where: string) => `
  coalesce((SELECT json_agg(json_build_object('id', f.id::text, 'name', f.name, 'mime', f.mime, 'size', f.size) ORDER BY f.id)
    FROM files f WHERE ${where}), '[]')`;

/** What a list shows of an issue. Lists and views share it. */
export const HEAD = `
  i.id::text, i.subject, i.lock_version AS "lockVersion", i.created_at AS "createdAt", i.updated_at AS "updatedAt",
  ${NAMED('project')} AS project, ${NAMED('type')} AS "issueType", ${NAMED('priority')} AS priority,
  json_build_object('id', status.id::text, 'name', status.name, 'closed', status.closed) AS status,
  ${PERSON('author')} AS author,
  CASE WHEN assignee.id IS NOT NULL THEN ${PERSON('assignee')} END AS assignee,
  (SELECT json_build_object('author', ${PERSON('p')}, 'text', j.text, 'private', j.private, 'at', j.created_at)
    FROM journals j JOIN people p ON p.id = j.author_id
    WHERE j.issue_id = i.id AND j.text <> '' AND sees(me, j) ORDER BY j.id DESC LIMIT 1) AS "newestComment"`;

/** Issues with their names, and `me`: the one who asks, whose id is `$1`. */
export const ISSUES_I_SEE = `
  FROM people me
  JOIN issues i ON sees(me, i)
  JOIN projects project ON project.id = i.project_id
  JOIN issue_types type ON type.id = i.issue_type_id
  JOIN priorities priority ON priority.id = i.priority_id
  JOIN statuses status ON status.id = i.status_id
  JOIN people author ON author.id = i.author_id
  LEFT JOIN people assignee ON assignee.id = i.assignee_id
  WHERE me.id = $1`;

const VIEW = `SELECT ${HEAD}, i.description,
  coalesce((SELECT json_agg(${PERSON('p')} ORDER BY p.id)
    FROM watchers w JOIN people p ON p.id = w.person_id WHERE w.issue_id = i.id), '[]') AS watchers,
  ${FILES(`f.issue_id = i.id AND (f.journal_id IS NULL
    OR EXISTS (SELECT FROM journals j WHERE j.id = f.journal_id AND sees(me, j)))`)} AS files,
  coalesce((SELECT json_agg(json_build_object(
      'id', j.id::text, 'author', ${PERSON('p')}, 'at', j.created_at, 'text', j.text, 'private', j.private,
      'details', coalesce((SELECT json_agg(json_build_object('field', d.field, 'from', d.from_name, 'to', d.to_name))
        FROM details d WHERE d.journal_id = j.id), '[]'),
      'files', ${FILES('f.journal_id = j.id')}) ORDER BY j.id)
    FROM journals j JOIN people p ON p.id = j.author_id WHERE j.issue_id = i.id AND sees(me, j)), '[]') AS journals,
  coalesce((SELECT json_agg(${NAMED('t')} ORDER BY t.id)
    FROM workflow w JOIN statuses t ON t.id = w.to_id
    WHERE w.from_id = i.status_id AND w.role = me.role), '[]') AS "allowedStatuses"
  ${ISSUES_I_SEE} AND i.id = $2`;

/** The issue with its whole history as this person sees it, or a refusal: what one may not see is not there. */
export async function viewIssue(database: Queryable, person: Person, issue: string): Promise<Record<string, unknown>> {
  const { rows } = await database.query<Record<string, unknown>>(VIEW, [person.id, issue]);
  if (!rows[0]) throw notFound();
  return rows[0];
}
