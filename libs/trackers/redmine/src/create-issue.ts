import { accountId, issueId } from '#contracts';
import { TrackerError, type Draft, type WriteCall, type Written } from '#ports/tracker';
import { issueItem } from './from-issue.js';
import { lostText, lostUploads } from './compare-kept.js';
import { writeAs } from './prove-acting.js';
import { readRestIssue } from './read-issue.js';
import type { RedmineApi } from './redmine-api.js';
import { OneIssue, type RestIssue } from './rest-shapes.js';

/** Creates an issue and reads it back: what Redmine silently did otherwise is told as dropped. */
export async function createIssue(api: RedmineApi, call: WriteCall, draft: Draft): Promise<Written> {
  const path = '/issues.json';
  // The answer shows attachments only when asked to; `journals` would make it a 500 after the commit.
  const query = [['include', 'attachments']] as const;
  const answer = await writeAs(api, call, () => api.write(call, 'POST', path, { issue: toRest(draft) }, query));
  const created = api.parse('write', `POST ${path}`, answer, OneIssue).issue;
  sameAuthor(call, created);
  const kept = await readBack(api, call, created);
  return { item: issueItem(kept, api.publicUrl), dropped: lost(draft, kept) };
}

const toRest = ({ subject, description, project, issueType, priority, uploads }: Draft) => ({
  project_id: project,
  tracker_id: issueType,
  priority_id: priority,
  subject,
  description,
  uploads: uploads.map(({ token, name, mime }) => ({ token, filename: name, content_type: mime })),
});

/**
 * The answer shows what Redmine has in memory; only reading again shows what the database kept (a text cut at the first
 * emoji). Where that is impossible (an account may create what it may not see) the answer stands: that the issue exists
 * is certain, and must not turn into doubt.
 */
async function readBack(api: RedmineApi, call: WriteCall, created: RestIssue): Promise<RestIssue> {
  try {
    return await readRestIssue(api, call, issueId(String(created.id)), 'attachments');
  } catch (error) {
    if (error instanceof TrackerError) return created;
    throw error;
  }
}

/** A key that is no administrator's any more writes in its own name, in silence: not this account's write. */
function sameAuthor({ as }: WriteCall, { id, author }: RestIssue): void {
  if (as.kind === 'service' || as.account === accountId(String(author.id))) return;
  throw new TrackerError('ambiguous', `issue ${id} came to be in the name of ${author.id}, not of ${as.account}`);
}

function lost(draft: Draft, kept: RestIssue): Written['dropped'] {
  const other = (what: string, wanted: string | undefined, got: number) =>
    wanted !== undefined && wanted !== String(got) ? [{ what }] : [];
  return [
    ...lostText(draft.subject, kept.subject),
    ...lostText(draft.description, kept.description),
    ...other('issueType', draft.issueType, kept.tracker.id),
    ...other('priority', draft.priority, kept.priority.id),
    ...lostUploads(
      draft.uploads,
      kept.attachments.map(({ id }) => String(id)),
    ),
  ];
}
