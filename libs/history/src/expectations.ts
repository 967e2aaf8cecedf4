import type { AccountId, IssueKey } from '#contracts';
import { bindNewIssues, nameOf } from './bind-new-issues.js';
import type { History } from './history.js';
import type { Told, Written } from './put-in.js';
import type { Item } from './seen.js';

/** What one account is to have on one issue, and what it has there. */
export type Expectation = {
  account: AccountId;
  /** Missing: it was to be created, and is not there. */
  issue: IssueKey | undefined;
  /** In the order they were written. */
  written: Written[];
  items: Item[];
};

/** Words as they were put in, for each account and issue; engineers' own items are nobody's words. */
export function expectations(history: Pick<History, 'written' | 'commented' | 'items' | 'told'>): Expectation[] {
  const own = new Set(history.commented.map(({ issue, id }) => itemKey(issue, id)));
  const items = history.items.filter(({ issue, id }) => !own.has(itemKey(issue, id)));
  // What a person knows to be gone takes no issue from equal words that are to be there.
  const { true: gone = [], false: due = [] } = Object.groupBy(history.written, isGone(history.told));
  const issues = bindNewIssues([...due, ...gone], items);
  const all = new Map<string, Expectation>();
  const at = (account: AccountId, issue: IssueKey | undefined, key: string) => {
    const one = all.get(key) ?? { account, issue, written: [], items: [] };
    all.set(key, one);
    return one;
  };
  for (const message of history.written) {
    const { account, chat, to } = message;
    const name = to.kind === 'new' ? nameOf(chat, to.name) : to.issue;
    const issue = to.kind === 'new' ? issues.get(name) : to.issue;
    at(account, issue, `${account} ${issue ?? name}`).written.push(message);
  }
  for (const item of items) at(item.account, item.issue, `${item.account} ${item.issue}`).items.push(item);
  return [...all.values()];
}

const isGone = (told: readonly Told[]) => {
  const fateOf = knownFates(told);
  return (message: Written) => `${fateOf(message) !== undefined}` as const;
};

const itemKey = (issue: IssueKey, id: string) => `${issue} ${id}`;

/** What a person knows about a message of theirs that may be missing; nothing, if it must be there. */
export function knownFates(told: readonly Told[]): (message: Written) => Told['as'] | undefined {
  const fates = new Map(told.map(({ chat, message, as }) => [`${chat} ${message}`, as]));
  return ({ chat, message }) => fates.get(`${chat} ${message}`);
}
