import type { IssueId } from '#contracts';
import { normaliseForMatch } from '#text';
import {
  TrackerError,
  type Baseline,
  type Comment,
  type RemoteItem,
  type WriteCall,
  type Written,
} from '#ports/tracker';
import { keptComment, lostText, lostUploads } from './compare-kept.js';
import { journalItems } from './from-issue.js';
import { itemsAbove, knownOf } from './items-above.js';
import { writeAs } from './prove-acting.js';
import { issuePath, readRestIssue } from './read-issue.js';
import { requirePrivateNotes } from './require-private-notes.js';
import type { RedmineApi } from './redmine-api.js';

/** Adds a note and finds the journal entry it became; a PUT is answered without one (204). */
export async function addComment(
  api: RedmineApi,
  call: WriteCall,
  issue: IssueId,
  comment: Comment,
  above: Baseline,
): Promise<Written> {
  if (comment.private) await requirePrivateNotes(api, call, issue);
  await writeAs(api, call, () => api.write(call, 'PUT', issuePath(issue), { issue: toRest(comment) }));
  const item = await readBack(() => findWritten(api, call, issue, comment, above));
  // Without the permission to add notes, one who may edit the issue is answered with 204 and nothing is kept.
  if (!item) throw new TrackerError('rejected', `PUT ${issuePath(issue)}: answered well, and nothing was kept`);
  return { item, dropped: lost(comment, item) };
}

const toRest = ({ text, private: hush, uploads }: Comment) => ({
  notes: text,
  private_notes: hush,
  uploads: uploads.map(({ token, name, mime }) => ({ token, filename: name, content_type: mime })),
});

/**
 * The entry it became. One that stands in our account's name with all of our words shows whose write it was; only without
 * one Redmine is asked whom it takes us for.
 */
async function findWritten(
  api: RedmineApi,
  call: WriteCall,
  issue: IssueId,
  { text, uploads }: Comment,
  above: Baseline,
): Promise<RemoteItem | undefined> {
  const { journal, account } = knownOf(above);
  const author = call.as.kind === 'account' ? call.as.account : account;
  if (author !== undefined) {
    const seen = await readRestIssue(api, call, issue, 'journals');
    const item = keptComment(text, uploads, journalItems(seen, author, journal, api.publicUrl));
    if (item && normaliseForMatch(item.text) === normaliseForMatch(text)) return item;
  }
  return keptComment(text, uploads, await itemsAbove(api, call, { kind: 'issue', issue }, above));
}

/** The note is in; which entry it is, is not known until it can be read: the core looks for it later. */
async function readBack<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new TrackerError('ambiguous', 'the comment was accepted, and could not be read back', { cause: error });
  }
}

/** Files of a private note are never private in Redmine: they stand in a public entry of their own. */
function lost(comment: Comment, item: RemoteItem): Written['dropped'] {
  const exposed = comment.private && (!item.private || item.uploadIds.length > 0);
  return [
    ...lostText(comment.text, item.text),
    ...lostUploads(comment.uploads, item.uploadIds),
    ...(exposed ? [{ what: 'private' }] : []),
  ];
}
