import type { Claim } from '#correlation';
import { type Account, type Issue, itemOf } from '#ports/tracker';
import { isFromChat } from './compose-words.js';
import type { News } from './news-of-issue.js';
import type { Recipient } from './work-body.js';

/** One change of an issue, by the name its decision has, and by that of its claim. */
type Change = { id: string; item: string; author: Account; text: string };
/** Of an issue: of which changes it is to be known whose they are. */
type Changes = Pick<News, 'journals' | 'created'>;

/** So many are kept of an issue: whoever is asked whether their words arrived is asked about one of the latest. */
const MOST_UNCLAIMED = 50;

/**
 * Parts the changes for one recipient: their own, which they are not shown again, and those of others. Own is what was
 * written from this very chat, or by this very person somewhere we were not asked (`byHand`). `plain`: a text as a chat would
 * read it.
 */
export function ownNews(
  issue: Issue,
  news: Changes,
  claims: readonly Claim[],
  to: Recipient,
  plain: (text: string) => string,
): { own: string[]; others: string[]; byHand: string[] } {
  const isOwn = (change: Change) => {
    const claim = claimOf(change, claims);
    if (claim) return claim.chat === to.chat;
    return isByHand(change, to, plain);
  };
  const changes = changesIn(issue, news).map((change) => ({ ...change, own: isOwn(change) }));
  const ids = (of: readonly Change[]) => of.map(({ id }) => id);
  const own = changes.filter((change) => change.own);
  return {
    own: ids(own),
    others: ids(changes.filter((change) => !change.own)),
    byHand: ids(own.filter((change) => !claimOf(change, claims))),
  };
}

/** What was passed as somebody's own by hand, and is known by now to be from a chat. */
export function claimedSince(issue: Issue, unclaimed: readonly string[], claims: readonly Claim[]): Changes {
  const all = changesIn(issue, { journals: issue.journals, created: true });
  const since = all.filter((change) => unclaimed.includes(change.id) && claimOf(change, claims));
  const ids = new Set(since.map(({ id }) => id));
  return { journals: issue.journals.filter(({ id }) => ids.has(id)), created: ids.has(CREATED) };
}

/** Of what is known by now to be from a chat, what this recipient was not told, as their own, and would have been. */
export function lateNews(
  issue: Issue,
  since: Changes,
  claims: readonly Claim[],
  to: Recipient,
  plain: (text: string) => string,
): string[] {
  const { others } = ownNews(issue, since, claims, to, plain);
  const byHand = changesIn(issue, since).filter((change) => isByHand(change, to, plain));
  return byHand.flatMap(({ id }) => (others.includes(id) ? [id] : []));
}

/** What an issue's cursor keeps of what it has passed. */
export const unclaimedStill = (before: readonly string[], since: Changes, byHand: readonly string[]): string[] => {
  const claimed = new Set(changeIds(since));
  return [...new Set([...before.filter((id) => !claimed.has(id)), ...byHand])].slice(-MOST_UNCLAIMED);
};

const CREATED = 'created';

/** The names of changes: an entry's id, or `created`. */
export const changeIds = ({ journals, created }: Changes): string[] => [
  ...(created ? [CREATED] : []),
  ...journals.map(({ id }) => id),
];

const changesIn = (issue: Issue, { journals, created }: Changes): Change[] => [
  ...(created ? [{ id: CREATED, item: itemOf.issue(issue.id), author: issue.author, text: issue.description }] : []),
  ...journals.map(({ id, author, text }) => ({ id, item: itemOf.journal(id), author, text })),
];

const claimOf = ({ item }: Change, claims: readonly Claim[]) => claims.find((one) => one.item === item);

/** The desk's own account writes for many: what it says without a chat's line is an answer to this person, too. */
const isByHand = ({ author, text }: Change, to: Recipient, plain: (text: string) => string): boolean =>
  to.login === undefined ? isFromChat(plain(text)) : author.id === to.account;
