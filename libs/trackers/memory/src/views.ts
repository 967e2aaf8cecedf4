import { accountId, issueId, type IssueHead, type TrackerFile } from '#contracts';
import { type Account, type Issue, itemOf, type RemoteItem } from '#ports/tracker';
import { type Person, PRIORITIES, STATUSES, type StoredFile, type StoredIssue, type StoredJournal } from './rows.js';
import type { MemoryServer } from './server.js';

export const toAccount = ({ id, login, name }: Person): Account => ({ id: accountId(id), login, name });

const toFile = ({ id, name, mime, bytes }: StoredFile): TrackerFile => ({ ref: id, name, mime, size: bytes.length });

export function toHead(server: MemoryServer, { id, subject, project, priority, status }: StoredIssue): IssueHead {
  const stands = STATUSES.find((one) => one.id === status);
  return {
    id: issueId(id),
    label: `#${id}`,
    title: subject,
    url: `https://tracker.example/issues/${id}`,
    project: { id: project, name: server.projects.find((one) => one.id === project)?.name ?? project },
    status: { id: status, name: stands?.name ?? status },
    priority: { id: priority, name: PRIORITIES.find((one) => one.id === priority)?.name ?? priority },
    closed: stands?.closed,
  };
}

/** An issue as one person sees it. */
export function toIssue(server: MemoryServer, person: Person, issue: StoredIssue): Issue {
  const journals = server.journalsFor(person, issue);
  const files = server.filesOf(issue.id);
  const open = (file: StoredFile) => file.journal === undefined || journals.some(({ id }) => id === file.journal);
  return {
    ...toHead(server, issue),
    description: issue.description,
    author: toAccount(server.person(issue.author)),
    assignee: issue.assignee === undefined ? undefined : toAccount(server.person(issue.assignee)),
    watchers: issue.watchers.map((id) => toAccount(server.person(id))),
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    files: files.filter(open).map(toFile),
    journals: journals.map((journal) => ({
      ...journal,
      order: Number(journal.id),
      author: toAccount(server.person(journal.author)),
      files: files.filter((file) => file.journal === journal.id).map(toFile),
    })),
  };
}

const uploadIds = (files: readonly StoredFile[], journal: string | undefined) =>
  files.filter((file) => file.journal === journal).map(({ id }) => id);

export const creationItem = (server: MemoryServer, issue: StoredIssue): RemoteItem => ({
  key: itemOf.issue(issue.id),
  author: accountId(issue.author),
  issue: toHead(server, issue),
  subject: issue.subject,
  text: issue.description,
  uploadIds: uploadIds(server.filesOf(issue.id), undefined),
});

export const commentItem = (server: MemoryServer, issue: StoredIssue, journal: StoredJournal): RemoteItem => ({
  key: itemOf.journal(journal.id),
  author: accountId(journal.author),
  issue: toHead(server, issue),
  text: journal.text,
  uploadIds: uploadIds(server.filesOf(issue.id), journal.id),
  journal: journal.id,
  private: journal.private,
});
