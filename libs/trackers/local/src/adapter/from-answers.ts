import { accountId, issueId, type IssueHead, type TrackerFile } from '#contracts';
import type { Account, Issue, Journal, RemoteItem } from '#ports/tracker';
import type * as answers from './answers.js';

/** Where people see an issue on the tracker's page. */
export const issuePage = (publicUrl: string, id: string) => new URL(`?issue=${id}`, publicUrl).href;

export const toAccount = ({ id, login, name }: answers.Person): Account => ({ id: accountId(id), login, name });

export const toHead = (publicUrl: string, { id, subject, project, status, priority }: answers.Head): IssueHead => ({
  id: issueId(id),
  label: `#${id}`,
  title: subject,
  url: issuePage(publicUrl, id),
  project,
  status: { id: status.id, name: status.name },
  priority,
  closed: status.closed,
});

const toFile = ({ id, name, mime, size }: answers.File): TrackerFile => ({
  ref: id,
  name,
  mime: mime ?? undefined,
  size,
});

const toJournal = ({ id, author, at, text, private: hidden, details, files }: answers.Journal): Journal => ({
  id,
  order: Number(id),
  author: toAccount(author),
  at,
  text,
  private: hidden,
  details: details.map(({ field, from, to }) => ({ field, from: from ?? undefined, to: to ?? undefined })),
  files: files.map(toFile),
});

export const toIssue = (publicUrl: string, view: answers.View): Issue => ({
  ...toHead(publicUrl, view),
  description: view.description,
  author: toAccount(view.author),
  assignee: view.assignee ? toAccount(view.assignee) : undefined,
  watchers: view.watchers.map(toAccount),
  createdAt: view.createdAt,
  updatedAt: view.updatedAt,
  files: view.files.map(toFile),
  journals: view.journals.map(toJournal),
});

/** A creation as a write may have left it: the files of later comments are not its own. */
export function creationItem(publicUrl: string, view: answers.View): RemoteItem {
  const later = new Set(view.journals.flatMap(({ files }) => files.map(({ id }) => id)));
  return {
    key: `issue/${view.id}`,
    author: accountId(view.author.id),
    issue: toHead(publicUrl, view),
    subject: view.subject,
    text: view.description,
    uploadIds: view.files.map(({ id }) => id).filter((id) => !later.has(id)),
  };
}

/** A comment as a write may have left it. */
export const commentItem = (publicUrl: string, view: answers.View, journal: answers.Journal): RemoteItem => ({
  key: `journal/${journal.id}`,
  author: accountId(journal.author.id),
  issue: toHead(publicUrl, view),
  text: journal.text,
  uploadIds: journal.files.map(({ id }) => id),
  journal: journal.id,
  private: journal.private,
});
