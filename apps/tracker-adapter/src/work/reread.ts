import { type AccountId, recordId, UserKey } from '#contracts';
import type { Claim, CorrelationWrite, Decision, Link } from '#correlation';
import type { Attempt, NewWork, Work } from '#lane';
import type { Desk } from '#plugins';
import { type Account, type Issue, itemOf } from '#ports/tracker';
import { candidates, newsOfIssue, type News } from '../domain/news-of-issue.js';
import { type Recipient, RereadWork, type ShowWork } from '../domain/work-body.js';
import { type Context, forRead, type Result } from './context.js';
import { FollowCursor } from './follow.js';
import { readFailureOf } from './from-error.js';

/** While a write of ours at this issue is not settled. */
const HELD_BACK_MS = 500;

/** Reads an issue again as the desk, finds what is news, and gives each who may want to know a piece of work of their own. */
export async function reread(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const { desk: id, issue: issueId } = RereadWork.parse(work.body);
  const desk = context.desks.get(id);
  if (!desk) return { kind: 'done', step: {} };
  try {
    const issue = await desk.tracker.readIssue({ as: { kind: 'service' }, signal: forRead(attempt.signal) }, issueId);
    const items = [itemOf.issue(issue.id), ...issue.journals.map((journal) => itemOf.journal(journal.id))];
    const writes = await context.reads.writesAt(desk.endpoint, issue.id, items);
    const cursor = (await context.reads.journalCursors(desk.endpoint, [issue.id])).get(issue.id);
    const since = FollowCursor.safeParse(await context.reads.pollCursor(desk.endpoint)).data?.since ?? 0;
    const news = newsOfIssue(issue, cursor, since, writes, itemOf);
    const step = await spread(context, desk, issue, news, writes.claims, work, attempt.signal);
    return news.heldBack ? { kind: 'again', inMs: HELD_BACK_MS, step } : { kind: 'done', step };
  } catch (error) {
    const failure = readFailureOf(error);
    return failure.kind === 'refused' ? { kind: 'done', step: {} } : failure;
  }
}

async function spread(
  context: Context,
  desk: Desk,
  issue: Issue,
  news: News,
  claims: readonly Claim[],
  work: Work,
  signal: AbortSignal,
) {
  const row = { tracker: desk.endpoint, issue: issue.id, order: news.order, mark: work.id };
  const cursor: CorrelationWrite = { kind: 'journal-cursor', row };
  if (news.journals.length === 0 && !news.created) return { side: [cursor] };
  const people = candidates(issue);
  const links = await context.reads.linksOf(
    desk.id,
    people.map((account) => account.id),
  );
  const shared = await chatOfShared(context, desk, issue, claims, links, signal);
  const recipients = [...links.map(toRecipient), ...shared];
  const of = { desk, issue, news, claims, now: context.clock.now() };
  const unlinked = people.filter(({ id }) => !recipients.some(({ account }) => account === id));
  const decided = unlinked.flatMap((account) => decide(of, account, 'no-link', allChanges(news)));
  const shows = recipients.map((to) => show(of, to, work));
  return {
    side: [cursor, ...decided, ...shows.flatMap(({ side }) => side)],
    newWork: shows.flatMap(({ newWork }) => newWork),
  };
}

type Of = { desk: Desk; issue: Issue; news: News; claims: readonly Claim[]; now: number };

/** One recipient's part: everything but what they did themselves. */
function show(of: Of, to: Recipient, work: Work): { side: CorrelationWrite[]; newWork: NewWork[] } {
  const { desk, issue, news } = of;
  const journals = news.journals.filter(({ id, author }) => !isOwn(of.claims, itemOf.journal(id), author, to));
  const created = news.created && !isOwn(of.claims, itemOf.issue(issue.id), issue.author, to);
  const own = news.journals.filter((journal) => !journals.includes(journal)).map(({ id }) => id);
  if (news.created && !created) own.unshift('created');
  const side = decide(of, { id: to.account, name: to.accountName }, 'own-action', own);
  if (journals.length === 0 && !created) return { side, newWork: [] };
  const ids = journals.map(({ id }) => id);
  const body: ShowWork = { desk: desk.id, issue: issue.id, to, journals: ids, created };
  const id = recordId([issue.id, ...ids, String(created)], 0, [desk.endpoint, to.chat]);
  const orderKey = `show ${issue.id} ${to.chat}`;
  const common = { endpoint: desk.endpoint, effect: false, bornAt: of.now, dueAt: of.now, trace: work.trace };
  return { side, newWork: [{ ...common, id, kind: 'show', orderKey, body }] };
}

/** Written from this very chat, or by this very person somewhere we were not asked. */
function isOwn(claims: readonly Claim[], item: string, author: Pick<Account, 'id'>, to: Recipient): boolean {
  const claim = claims.find((one) => one.item === item);
  return claim ? claim.chat === to.chat : author.id === to.account;
}

const allChanges = ({ journals, created }: News) => [...(created ? ['created'] : []), ...journals.map(({ id }) => id)];

function decide(of: Of, account: Pick<Account, 'id' | 'name'>, why: Decision['why'], changes: readonly string[]) {
  const { desk, issue, now } = of;
  return changes.map((change): CorrelationWrite => {
    const row = {
      desk: desk.id,
      issue: issue.id,
      change,
      account: account.id,
      accountName: account.name,
      why,
      at: now,
    };
    return { kind: 'decision', row };
  });
}

const toRecipient = ({ chat, user, language, account, accountName, login }: Link): Recipient => ({
  chat,
  user,
  language,
  account,
  accountName,
  login,
});

/** An issue the desk made for someone without an account: its chat is shown what is public. */
async function chatOfShared(
  context: Context,
  desk: Desk,
  issue: Issue,
  claims: readonly Claim[],
  links: readonly Link[],
  signal: AbortSignal,
): Promise<Recipient[]> {
  const claim = claims.find(({ item }) => item === itemOf.issue(issue.id));
  if (!claim || links.some(({ chat }) => chat === claim.chat)) return [];
  const service: { id: AccountId } = await context.serviceAccount(desk, forRead(signal));
  if (service.id !== issue.author.id) return [];
  // Where the account is shared the chat is private, and a private chat's key is its user's.
  const user = UserKey.parse(claim.chat);
  return [{ chat: claim.chat, user, account: service.id, accountName: issue.author.name }];
}
