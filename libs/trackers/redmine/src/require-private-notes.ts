import type { IssueId } from '#contracts';
import { TrackerError, type Call } from '#ports/tracker';
import { readAs } from './prove-acting.js';
import { readRestIssue } from './read-issue.js';
import type { RedmineApi } from './redmine-api.js';
import { rolePermits } from './role-permits.js';

/**
 * Before a private note: who may not write one is refused here. Redmine would drop the word "private" in silence and
 * show the note to everyone (`issue.rb`, safe attribute `private_notes`), and nothing could take it back.
 */
export async function requirePrivateNotes(api: RedmineApi, call: Call, issue: IssueId): Promise<void> {
  const { seen, me } = await readAs(api, call, () => readRestIssue(api, call, issue, ''), 'memberships');
  if (me.admin) return;
  const memberships = me.memberships.filter(({ project }) => project.id === seen.project.id);
  for (const { id } of memberships.flatMap(({ roles }) => roles)) {
    if (await rolePermits(api, call, id, 'set_notes_private')) return;
  }
  throw new TrackerError('rejected', `account ${me.id} may not write private notes in project ${seen.project.id}`);
}
