import type { AccountId } from '#contracts';
import type { Claim, JournalCursor, WriteIntent } from '#correlation';
import { type Account, type Issue, itemOf, type Journal } from '#ports/tracker';

/** What a re-read found out: the news, and how far the issue's cursor may move. */
export type News = {
  journals: readonly Journal[];
  created: boolean;
  /** The cursor's new order; absent: it stays where it is. */
  order?: number | undefined;
  /** Something here may be a write of ours that is not settled yet: read again soon. */
  heldBack: boolean;
};

/** How far the desk has come: with this issue, and since when (ms) it follows its tracker at all. */
export type Seen = { cursor: JournalCursor | undefined; since: number };

/**
 * What is known of writes of ours. `mayBeForgotten`: where the database went back a moment ago, whether this text of this
 * account may be of a write that it does not know of yet.
 */
export type Known = {
  claims: readonly Claim[];
  open: readonly WriteIntent[];
  mayBeForgotten?: ((account: AccountId, text: string) => boolean) | undefined;
};

/**
 * What of an issue is news: journals above its cursor, or, at first sight, what was written since the tracker is followed
 * or by ourselves, and all that was written to an issue made since then, whatever the tracker's clock says. The cursor stops
 * before the first item that an open intent of the same account may turn out to have written, or a command that is not known
 * again yet.
 */
export function newsOfIssue(issue: Issue, { cursor, since }: Seen, { claims, open, mayBeForgotten }: Known): News {
  const claimed = new Set(claims.map(({ item }) => item));
  const waits = (author: AccountId, text: string, item: string, mayBe: (intent: WriteIntent) => boolean) =>
    !claimed.has(item) &&
    (mayBeForgotten?.(author, text) || open.some((intent) => intent.account === author && mayBe(intent)));
  const isNew = (at: number, item: string) => at >= since || claimed.has(item);

  const item = itemOf.issue(issue.id);
  const created = cursor === undefined && isNew(issue.createdAt, item);
  if (cursor === undefined && waits(issue.author.id, issue.description, item, (intent) => intent.issue === undefined)) {
    return { journals: [], created: false, heldBack: true };
  }
  const floor = cursor?.order ?? 0;
  const above = issue.journals.filter(({ order }) => order > floor).sort((a, b) => a.order - b.order);
  const stop = above.findIndex(({ author, text, id }) =>
    waits(author.id, text, itemOf.journal(id), (intent) => intent.issue === issue.id),
  );
  const settled = stop < 0 ? above : above.slice(0, stop);
  const journals = cursor || created ? settled : settled.filter(({ at, id }) => isNew(at, itemOf.journal(id)));
  const moved = cursor === undefined || settled.length > 0;
  return { journals, created, order: moved ? (settled.at(-1)?.order ?? floor) : undefined, heldBack: stop >= 0 };
}

/** Who may want to know: author, assignee and watchers, each once. */
export function candidates({ author, assignee, watchers }: Issue): Account[] {
  const people = [author, ...(assignee ? [assignee] : []), ...watchers];
  return [...new Map(people.map((account) => [account.id, account])).values()];
}

/** An issue that waits for a write of ours is read again after so long (ms), ever more seldom. */
export const readAgainInMs = (waitedMs: number) => Math.min(10_000, Math.max(500, waitedMs / 2));
