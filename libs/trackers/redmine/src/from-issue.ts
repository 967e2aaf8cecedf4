import { issueId, type IssueHead, type Named, type TrackerFile } from '#contracts';
import type { Issue, Journal, RemoteItem } from '#ports/tracker';
import { accountId } from '#contracts';
import { namedAccount } from './from-account.js';
import { toDetail, type Names } from './from-detail.js';
import type { Ref, RestAttachment, RestIssue, RestJournal } from './rest-shapes.js';

export const named = ({ id, name }: Ref): Named => ({ id: String(id), name });

/** @param publicUrl where people open Redmine. */
export const headOf = (issue: RestIssue, publicUrl: string): IssueHead => ({
  id: issueId(String(issue.id)),
  label: `#${issue.id}`,
  title: issue.subject,
  url: `${publicUrl}/issues/${issue.id}`,
  project: named(issue.project),
  status: named(issue.status),
  priority: named(issue.priority),
});

const fileOf = ({ id, filename, filesize, content_type }: RestAttachment): TrackerFile => ({
  ref: String(id),
  name: filename,
  mime: content_type ?? undefined,
  size: filesize,
});

/** Ids of the files a journal entry added. A removed file has no new value. */
const addedFiles = (journal: RestJournal): string[] =>
  journal.details.flatMap(({ property, name, new_value }) => (property === 'attachment' && new_value ? [name] : []));

/** An issue with people as Redmine names them: without logins, groups unopened (see `read-people.ts`). */
export function issueOf(issue: RestIssue, names: Names, publicUrl: string): Issue {
  return {
    ...headOf(issue, publicUrl),
    description: issue.description,
    author: namedAccount(issue.author),
    assignee: issue.assigned_to && namedAccount(issue.assigned_to),
    watchers: issue.watchers.map(namedAccount),
    createdAt: issue.created_on,
    updatedAt: issue.updated_on,
    files: issue.attachments.map(fileOf),
    journals: inOrder(issue.journals).map((journal) => journalOf(journal, issue.attachments, names)),
  };
}

/** Their order follows the reader's own "newest first" preference. */
const inOrder = (journals: readonly RestJournal[]) => journals.toSorted((a, b) => a.id - b.id);

function journalOf(journal: RestJournal, attachments: readonly RestAttachment[], names: Names): Journal {
  const added = new Set(addedFiles(journal));
  return {
    id: String(journal.id),
    order: journal.id,
    author: namedAccount(journal.user),
    at: journal.created_on,
    text: journal.notes,
    private: journal.private_notes,
    details: journal.details.flatMap((detail) => toDetail(detail, names) ?? []),
    files: attachments.filter(({ id }) => added.has(String(id))).map(fileOf),
  };
}

export const issueItem = (issue: RestIssue, publicUrl: string): RemoteItem => ({
  key: `issue/${issue.id}`,
  author: accountId(String(issue.author.id)),
  issue: headOf(issue, publicUrl),
  subject: issue.subject,
  text: issue.description,
  uploadIds: issue.attachments.map(({ id }) => String(id)),
  private: issue.is_private,
});

/**
 * What an account wrote to an issue above a journal id, oldest first. Redmine splits a private note that came with files
 * in two (`journal.rb`, `split_private_notes`): a public entry with the files, then the note, of the same second. They
 * are one item here, for they were one write.
 */
export function journalItems(issue: RestIssue, author: string, above: number, publicUrl: string): RemoteItem[] {
  const head = headOf(issue, publicUrl);
  const own = inOrder(issue.journals).filter((entry) => entry.id > above && String(entry.user?.id) === author);
  const notes = new Map(own.map((entry, at) => [entry, splitFrom(entry, own[at - 1])]));
  const parts = new Set(notes.values());
  return own
    .filter((entry) => !parts.has(entry))
    .map((entry) => ({
      key: `journal/${entry.id}`,
      author: accountId(author),
      issue: head,
      text: entry.notes,
      uploadIds: [entry, notes.get(entry)].flatMap((part) => (part ? addedFiles(part) : [])),
      journal: String(entry.id),
      private: entry.private_notes,
    }));
}

function splitFrom(note: RestJournal, before: RestJournal | undefined): RestJournal | undefined {
  if (!note.private_notes || note.details.length > 0 || !before || before.private_notes) return undefined;
  return before.notes === '' && before.created_on === note.created_on ? before : undefined;
}
