import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Change, changeIssue } from './change-issue.js';
import { createIssue, NewIssue } from './create-issue.js';
import { listIssues, ListQuery } from './list-issues.js';
import { Refusal } from './refusal.js';
import type { Tracker } from './tracker.js';
import { viewIssue } from './view-issue.js';

const IssueId = z.object({ id: z.string().regex(/^\d{1,15}$/) });
const Watcher = z.object({ person: z.string().regex(/^\d{1,15}$/) });

/** Issues: listed, read, created, changed, followed. A write answers with the issue as its writer now sees it. */
export function issueRoutes(app: FastifyInstance, { pool, announcer, whoAsks }: Tracker): void {
  app.get('/issues', async (request) => listIssues(pool, await whoAsks(request), ListQuery.parse(request.query)));

  app.get('/issues/:id', async (request) => viewIssue(pool, await whoAsks(request), IssueId.parse(request.params).id));

  app.post('/issues', async (request, reply) => {
    const person = await whoAsks(request);
    const issue = await createIssue(pool, person, NewIssue.parse(request.body));
    announcer.announce(issue, 'created');
    return reply.code(201).send({ issue: await viewIssue(pool, person, issue) });
  });

  app.put('/issues/:id', async (request) => {
    const person = await whoAsks(request);
    const { id } = IssueId.parse(request.params);
    const journal = await changeIssue(pool, person, id, Change.parse(request.body));
    if (journal) announcer.announce(id, 'updated');
    return { journal, issue: await viewIssue(pool, person, id) };
  });

  app.post('/issues/:id/watchers', async (request, reply) => {
    const person = await whoAsks(request);
    const { id } = IssueId.parse(request.params);
    const { person: watcher } = Watcher.parse(request.body);
    if (person.role === 'customer' && watcher !== person.id)
      throw new Refusal(403, 'You may only follow for yourself.');
    await viewIssue(pool, person, id);
    await pool.query('INSERT INTO watchers SELECT $1, id FROM people WHERE id = $2 ON CONFLICT DO NOTHING', [
      id,
      watcher,
    ]);
    return reply.code(204).send();
  });
}
