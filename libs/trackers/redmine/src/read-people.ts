import type { Account, Call, Issue } from '#ports/tracker';
import { accountOf, namedAccount } from './from-account.js';
import { ifThere } from './read-names.js';
import type { RedmineApi } from './redmine-api.js';
import { OneGroup, OneUser } from './rest-shapes.js';

/**
 * The people of an issue with their logins, and its groups opened: members of a watching group watch, and so do those of
 * a group the issue is assigned to (they come without login). For the service account only, which sees everyone; in
 * anyone else's view people and groups stand as Redmine names them there.
 */
export async function withPeople(api: RedmineApi, call: Call, issue: Issue): Promise<Issue> {
  const watchers = new Map<string, Account>();
  const found = new Map<string, Account | undefined>();
  const person = async ({ id }: Account) => {
    if (!found.has(id)) found.set(id, await readPerson(api, call, id));
    return found.get(id);
  };
  const watching = async (account: Account) => {
    const one = await person(account);
    for (const each of one ? [one] : await readMembers(api, call, account.id)) watchers.set(each.id, each);
  };

  const author = (await person(issue.author)) ?? issue.author;
  for (const account of issue.watchers) await watching(account);
  if (!issue.assignee) return { ...issue, author, watchers: [...watchers.values()] };
  const assignee = await person(issue.assignee);
  if (!assignee) await watching(issue.assignee);
  return { ...issue, author, assignee: assignee ?? issue.assignee, watchers: [...watchers.values()] };
}

async function readPerson(api: RedmineApi, call: Call, id: string): Promise<Account | undefined> {
  const found = await ifThere(() => api.read(call, `/users/${id}.json`, OneUser));
  return found && accountOf(found.user);
}

/** Members of a group, as it names them; none for someone who is no group either (deleted, anonymous). */
async function readMembers(api: RedmineApi, call: Call, group: string): Promise<Account[]> {
  const found = await ifThere(() => api.read(call, `/groups/${group}.json`, OneGroup, [['include', 'users']]));
  return found?.group.users.map(namedAccount) ?? [];
}
