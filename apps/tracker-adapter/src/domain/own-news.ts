import type { Claim } from '#correlation';
import { type Account, type Issue, itemOf } from '#ports/tracker';
import { isFromChat } from './compose-words.js';
import type { News } from './news-of-issue.js';
import type { Recipient } from './work-body.js';

/**
 * Parts the changes for one recipient: their own, which they are not shown again, and those of others. Own is what was
 * written from this very chat, or by this very person somewhere we were not asked. `plain`: a text as a chat would read it.
 */
export function ownNews(
  issue: Issue,
  { journals, created }: News,
  claims: readonly Claim[],
  to: Recipient,
  plain: (text: string) => string,
): { own: string[]; others: string[] } {
  const isOwn = (item: string, author: Account, text: string) => {
    const claim = claims.find((one) => one.item === item);
    if (claim) return claim.chat === to.chat;
    // The desk's own account writes for many: what it says without a chat's line is an answer to this person, too.
    return to.login === undefined ? isFromChat(plain(text)) : author.id === to.account;
  };
  const changes = [
    ...(created ? [{ id: 'created', own: isOwn(itemOf.issue(issue.id), issue.author, issue.description) }] : []),
    ...journals.map(({ id, author, text }) => ({ id, own: isOwn(itemOf.journal(id), author, text) })),
  ];
  const ids = (own: boolean) => changes.filter((change) => change.own === own).map(({ id }) => id);
  return { own: ids(true), others: ids(false) };
}
