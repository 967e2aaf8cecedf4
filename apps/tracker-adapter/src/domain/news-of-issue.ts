import type { AccountId } from '#contracts';
import type { Claim, JournalCursor, WriteIntent } from '#correlation';
import type { Account, Issue, Journal } from '#ports/tracker';

/** What a re-read found out: the news, and how far the issue's cursor may move. */
export type News = {
  journals: readonly Journal[];
  created: boolean;
  /** The cursor's new order. */
  order: number;
  /** Something here may be a write of ours that is not settled yet: read again soon. */
  heldBack: boolean;
};

/**
 * What of an issue is news: journals above its cursor, or, at first sight, those written since the tracker is followed. The
 * cursor stops before the first item that an open intent of the same account may turn out to have written.
 */
export function newsOfIssue(
  issue: Issue,
  cursor: JournalCursor | undefined,
  followedSince: number,
  writes: { claims: readonly Claim[]; open: readonly WriteIntent[] },
  itemOf: { journal: (id: string) => string; issue: (id: string) => string },
): News {
  const claimed = new Set(writes.claims.map(({ item }) => item));
  const waits = (author: AccountId, target: 'new' | 'this', item: string) =>
    !claimed.has(item) &&
    writes.open.some(
      (intent) => intent.account === author && (target === 'new' ? !intent.issue : intent.issue === issue.id),
    );

  const unseen = cursor === undefined || cursor.mark === '';
  const created = unseen && issue.createdAt >= followedSince;
  const floor = cursor?.order ?? 0;
  if (created && waits(issue.author.id, 'new', itemOf.issue(issue.id))) {
    return { journals: [], created: false, order: floor, heldBack: true };
  }
  const above = issue.journals.filter(({ order }) => order > floor).sort((a, b) => a.order - b.order);
  const stop = above.findIndex(({ author, id }) => waits(author.id, 'this', itemOf.journal(id)));
  const settled = stop < 0 ? above : above.slice(0, stop);
  const journals = cursor ? settled : settled.filter(({ at }) => at >= followedSince);
  return { journals, created, order: settled.at(-1)?.order ?? floor, heldBack: stop >= 0 };
}

/** Who may want to know: author, assignee and watchers, each once. */
export function candidates({ author, assignee, watchers }: Issue): Account[] {
  const people = [author, ...(assignee ? [assignee] : []), ...watchers];
  return [...new Map(people.map((account) => [account.id, account])).values()];
}
