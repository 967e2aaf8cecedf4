import { TrackerError, type Call, type Issue } from '#ports/tracker';
import type { IssueId } from '#contracts';
import { issueOf } from './from-issue.js';
import { readAs, readThenProve } from './prove-acting.js';
import { readNames } from './read-names.js';
import { readUser, withPeople } from './read-people.js';
import type { RedmineApi } from './redmine-api.js';
import { OneIssue, type RestIssue } from './rest-shapes.js';

/** Ids come from outside the adapter as text: one that is no number is no issue of a Redmine. */
export function issuePath(issue: IssueId): string {
  if (!/^\d{1,18}$/.test(issue)) throw new TrackerError('not-found', 'an id that is no number');
  return `/issues/${issue}.json`;
}

export async function readRestIssue(api: RedmineApi, call: Call, issue: IssueId, include: string): Promise<RestIssue> {
  return (await api.read(call, issuePath(issue), OneIssue, [['include', include]])).issue;
}

/** The issue with its history as this account sees it, proved to be this account's view. */
export async function readIssue(api: RedmineApi, call: Call, issue: IssueId): Promise<Issue> {
  const view = async () => {
    const found = await readRestIssue(api, call, issue, 'journals,attachments,watchers');
    return issueOf(found, await readNames(api, call, found), api.publicUrl);
  };
  if (call.as.kind === 'service') return readAsDesk(api, call, view);
  const { seen, me } = await readAs(api, call, view);
  return seen.author.id === me.id ? { ...seen, author: { id: me.id, login: me.login, name: me.name } } : seen;
}

/** An administrator sees everything; that we are one is shown by an account's status, which nobody else is told. */
async function readAsDesk(api: RedmineApi, call: Call, view: () => Promise<Issue>): Promise<Issue> {
  const read = async () => {
    const seen = await view();
    return { seen, author: await readUser(api, call, seen.author.id) };
  };
  const { seen, author } = await readThenProve(api, call, read, ({ author: by }) => by?.status === undefined);
  return withPeople(api, call, seen, author);
}
