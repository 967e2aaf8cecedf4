import { type AccountId, recordId, sessionOf } from '#contracts';
import type { Claim, CorrelationWrite, Creation, JournalCursor, Link } from '#correlation';
import type { Attempt, NewWork, Work } from '#lane';
import type { Desk } from '#plugins';
import { type Issue, itemOf } from '#ports/tracker';
import { isFromChat } from '../domain/compose-words.js';
import { decide } from '../domain/decide.js';
import { type News, candidates, newsOfIssue, readAgainInMs } from '../domain/news-of-issue.js';
import { changeIds, claimedSince, lateNews, ownNews, unclaimedStill } from '../domain/own-news.js';
import { planShow } from '../domain/plan-house.js';
import { type Recipient, rereadWorkOf, type ShowWork } from '../domain/work-body.js';
import { type Context, deskOf, type Done, isOfAnotherTracker, type Result } from './context.js';
import { forManyReads } from './deadlines.js';
import { findTwins } from './find-twins.js';
import { explainReadFailure } from './explain-failure.js';
import { createFollowedSince, feedOf } from './feed.js';

/** A hint that comes before the desk's first poll waits for it. */
const UNTIL_FOLLOWED_MS = 1_000;

/** Reads an issue again as the desk, finds what is news, and gives each who may want to know a piece of work of their own. */
export function createReread(context: Context) {
  const { clock, reads } = context;
  const followedSince = createFollowedSince(reads);

  return async function reread(work: Work, attempt: Attempt): Promise<Result> {
    const { desk: id, issue: issueId } = rereadWorkOf(work);
    const desk = deskOf(context, id);
    if (isOfAnotherTracker(work, desk)) return { kind: 'done', step: {} };
    const service = { kind: 'service' } as const;
    try {
      const since = await followedSince(desk);
      if (since === undefined) return { kind: 'again', inMs: UNTIL_FOLLOWED_MS };
      const issue = await forManyReads(clock, attempt.signal, (signal) =>
        desk.tracker.readIssue({ as: service, signal }, issueId),
      );
      const forgotMs = clock.now() - attempt.againBefore;
      const { news, ...known } = await newsOf(context, desk, issue, since, forgotMs);
      const step = await spread(context, desk, issue, news, known, work);
      if (!news.heldBack) return { kind: 'done', step };
      return { kind: 'again', inMs: readAgainInMs(clock.now() - work.bornAt), ...(isEmpty(step) ? {} : { step }) };
    } catch (error) {
      const failure = await explainReadFailure(context, desk, service, error, attempt.signal);
      return failure.kind === 'refused' ? { kind: 'done', step: {} } : failure;
    }
  };
}

/**
 * So long after the clocks of all hosts agree that a database went back (ms) an issue waits for commands that are not known
 * again yet. Who has an account may have written it by hand as well; what says itself that it is from a chat is one of ours.
 */
const KNOWN_AGAIN_MS = { linked: 60_000, fromChat: 600_000 };

/** Read after the issue, and at once: whatever is in it by a write of ours is claimed, or its intent is open. */
async function newsOf({ reads }: Context, desk: Desk, issue: Issue, since: number, forgotMs: number) {
  const place = { tracker: desk.endpoint, issue: issue.id, items: itemsOf(issue), feed: feedOf(desk) };
  const authors = new Set([issue.author.id, ...issue.journals.map(({ author }) => author.id)]);
  const [{ cursors, ...writes }, links] = await Promise.all([
    reads.writesAt([place]),
    forgotMs < KNOWN_AGAIN_MS.linked ? reads.linksOf([...authors].map((account) => ({ desk: desk.id, account }))) : [],
  ]);
  const mayBeForgotten = (account: AccountId, text: string) =>
    links.some((link) => link.account === account) || isFromChat(desk.markup.from(text).text);
  const known = { ...writes, mayBeForgotten: forgotMs < KNOWN_AGAIN_MS.fromChat ? mayBeForgotten : undefined };
  const [cursor] = cursors;
  return { news: newsOfIssue(issue, { cursor, since }, known), claims: writes.claims, cursor };
}

const itemsOf = (issue: Issue) => [itemOf.issue(issue.id), ...issue.journals.map(({ id }) => itemOf.journal(id))];
const isEmpty = ({ side = [], newWork = [] }: Done) => side.length === 0 && newWork.length === 0;

async function spread(
  context: Context,
  desk: Desk,
  issue: Issue,
  news: News,
  { claims, cursor }: { claims: readonly Claim[]; cursor: JournalCursor | undefined },
  work: Work,
): Promise<Done> {
  const { clock, reads } = context;
  const { unclaimed = [] } = cursor ?? {};
  const since = claimedSince(issue, unclaimed, claims);
  const isLate = changeIds(since).length > 0;
  const order = news.order ?? (isLate ? cursor?.order : undefined);
  if (order === undefined) return {};
  const moved = (byHand: readonly string[]): CorrelationWrite => {
    const left = unclaimedStill(unclaimed, since, byHand);
    return {
      kind: 'journal-cursor',
      row: { feed: feedOf(desk), issue: issue.id, order, mark: work.id, unclaimed: left },
    };
  };
  if (changeIds(news).length === 0 && !isLate) return { side: [moved([])] };
  const people = candidates(issue);
  const [twins, links, [creation]] = await Promise.all([
    findTwins(context, desk, issue, news, claims, work),
    reads.linksOf(people.map(({ id }) => ({ desk: desk.id, account: id }))),
    reads.creations([{ tracker: desk.endpoint, issue: issue.id }]),
  ]);
  const recipients = [...links.map(toRecipient), ...unlinkedRecipient(issue, creation, links)];
  const of = { desk: desk.id, issue: issue.id, at: clock.now() };
  const unlinked = people.filter(({ id }) => !recipients.some(({ account }) => account === id));
  const plain = (text: string) => desk.markup.from(text).text;
  const shows = recipients.map((to) => {
    const { own, others, byHand } = ownNews(issue, news, claims, to, plain);
    const told = [...lateNews(issue, since, claims, to, plain), ...others];
    const side = decide(of, { account: to.account, accountName: to.accountName }, 'own-action', own);
    return { side, byHand, newWork: told.length === 0 ? [] : [show(desk, issue, told, to, work, of.at)] };
  });
  return {
    side: [
      moved(shows.flatMap(({ byHand }) => byHand)),
      ...unlinked.flatMap(({ id: account, name: accountName }) =>
        decide(of, { account, accountName }, 'no-link', changeIds(news)),
      ),
      ...shows.flatMap(({ side }) => side),
    ],
    newWork: shows.flatMap(({ newWork }) => newWork),
    publish: twins,
  };
}

function show(desk: Desk, issue: Issue, changes: readonly string[], to: Recipient, work: Work, now: number): NewWork {
  const created = changes.includes('created');
  const journals = changes.filter((change) => change !== 'created');
  const body: ShowWork = { desk: desk.id, issue: issue.id, to, journals, created };
  const id = recordId([issue.id, ...journals, String(created)], 0, [desk.endpoint, to.chat, to.user]);
  const { endpoint } = desk;
  return { ...planShow(body, { id, endpoint, bornAt: now, dueAt: now }), trace: work.trace };
}

const toRecipient = ({ chat, user, language, account, accountName, login }: Link): Recipient => ({
  chat,
  user,
  language,
  account,
  accountName,
  login,
});

/** An issue the desk made for someone without an account: where they asked for it they are shown what is public. */
function unlinkedRecipient(issue: Issue, creation: Creation | undefined, links: readonly Link[]): Recipient[] {
  if (!creation?.madeFor) return [];
  const { session, name, language } = creation.madeFor;
  const { chat, user } = sessionOf(session);
  if (links.some((link) => link.chat === chat)) return [];
  return [{ chat, user, language, account: issue.author.id, accountName: name }];
}
