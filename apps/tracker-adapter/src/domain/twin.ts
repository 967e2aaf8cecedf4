import {
  type AccountId,
  chatOf,
  digest,
  type IssueHead,
  type IssueId,
  makeRecord,
  sessionOf,
  type TopicRecord,
} from '#contracts';
import type { Claim, Resent } from '#correlation';
import { type Issue, itemOf, type RemoteItem } from '#ports/tracker';
import { normaliseForMatch } from '#text';
import { phrase } from '#wording';
import type { News } from './news-of-issue.js';

/**
 * What a write left in its tracker: in whose name, on which issue (none: it made one) and in which words. Equal for a write
 * and its twin: what is there once more because the tracker finished a first sending after its settle time, when a second
 * had gone out. Without words there is none.
 */
function markOf(author: AccountId, issue: IssueId | undefined, ...words: string[]): string | undefined {
  const normal = words.map(normaliseForMatch);
  return normal.every((text) => text === '') ? undefined : digest(author, issue ?? 'new', ...normal);
}

export const markOfItem = ({ author, issue, journal, subject = '', text }: RemoteItem): string | undefined =>
  journal === undefined ? markOf(author, undefined, subject, text) : markOf(author, issue.id, text);

/** The marks of what is news and nobody's claim, by the item: each may be the twin of a write of ours. */
export function marksOfNews(
  issue: Issue,
  { journals, created }: News,
  claims: readonly Claim[],
): ReadonlyMap<string, string> {
  const claimed = new Set(claims.map(({ item }) => item));
  const marks = [
    ...(created
      ? [[itemOf.issue(issue.id), markOf(issue.author.id, undefined, issue.title, issue.description)] as const]
      : []),
    ...journals.map(({ id, author, text }) => [itemOf.journal(id), markOf(author.id, issue.id, text)] as const),
  ];
  return new Map(marks.flatMap(([item, mark]) => (mark === undefined || claimed.has(item) ? [] : [[item, mark]])));
}

/**
 * Tells the person that their words are there twice: the issue's number alone, for it was not read in their name. One record,
 * whichever desk of this tracker finds it, and however often.
 */
export function tellOfTwin(
  { id, label, url }: IssueHead,
  twin: { item: string; of: Resent; language: string | undefined; at: number; trace?: string | undefined },
): TopicRecord<'deliveries'> {
  const { chat, user: reader } = sessionOf(twin.of.session);
  const key = twin.of.item.startsWith('issue/') ? ('twin.create' as const) : ('twin.comment' as const);
  const what = { kind: 'say' as const, lines: [phrase(key, { label, url })], buttons: [], about: { issue: id } };
  const body = { desk: chatOf(chat).desk, chat, reader, language: twin.language, what };
  return makeRecord('deliveries', 'delivery.v1', {
    key: chat,
    at: twin.at,
    causes: [twin.of.tracker, twin.item, 'twin'],
    ordinal: 0,
    trace: twin.trace,
    body,
    edge: true,
  });
}
