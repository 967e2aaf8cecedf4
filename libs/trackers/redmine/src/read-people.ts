import type { Account, Call, Issue } from '#ports/tracker';
import { fewAtOnce } from './few-at-once.js';
import { accountOf, namedAccount } from './from-account.js';
import { ifThere } from './read-names.js';
import type { RedmineApi } from './redmine-api.js';
import { OneGroup, OneUser, type RestUser } from './rest-shapes.js';

/**
 * The people of an issue, and its groups opened: members of a watching group watch, and so do those of a group the issue
 * is assigned to. Whoever wrote in its history is no group; the others are asked for. For the service account only, which
 * sees everyone; in anyone else's view people and groups stand as Redmine names them there.
 *
 * @param by the issue's author, where they are still there.
 */
export async function withPeople(api: RedmineApi, call: Call, issue: Issue, by: RestUser | undefined): Promise<Issue> {
  const watchers = new Map<string, Account>();
  const found = new Map<string, Account | undefined>(issue.journals.map(({ author }) => [author.id, author]));
  found.set(issue.author.id, by && accountOf(by));
  const person = async ({ id }: Account) => {
    if (!found.has(id)) {
      const user = await readUser(api, call, id);
      found.set(id, user && accountOf(user));
    }
    return found.get(id);
  };
  const members = async (account: Account) => {
    const one = await person(account);
    return one ? [one] : readMembers(api, call, account.id);
  };
  const watch = (accounts: readonly Account[]) => accounts.forEach((each) => watchers.set(each.id, each));

  const author = (await person(issue.author)) ?? issue.author;
  watch((await fewAtOnce(issue.watchers, members)).flat());
  if (!issue.assignee) return { ...issue, author, watchers: [...watchers.values()] };
  const assignee = await person(issue.assignee);
  if (!assignee) watch(await members(issue.assignee));
  return { ...issue, author, assignee: assignee ?? issue.assignee, watchers: [...watchers.values()] };
}

/** One account; none for a group, and for someone who is not there any more. */
export async function readUser(api: RedmineApi, call: Call, id: string): Promise<RestUser | undefined> {
  return (await ifThere(() => api.read(call, `/users/${id}.json`, OneUser)))?.user;
}

/** Members of a group, as it names them; none for someone who is no group either (deleted, anonymous). */
async function readMembers(api: RedmineApi, call: Call, group: string): Promise<Account[]> {
  const found = await ifThere(() => api.read(call, `/groups/${group}.json`, OneGroup, [['include', 'users']]));
  return found?.group.users.map(namedAccount) ?? [];
}
