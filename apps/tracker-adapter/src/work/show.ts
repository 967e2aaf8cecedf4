import { type About, makeRecord, type Showing, type TopicRecord } from '#contracts';
import type { CorrelationWrite, DecisionWhy } from '#correlation';
import type { Attempt, Work } from '#lane';
import type { Desk } from '#plugins';
import { type As, type Issue, TrackerError } from '#ports/tracker';
import { isShown, tellNews } from '../domain/tell-news.js';
import { ShowWork } from '../domain/work-body.js';
import { type Context, type Done, forRead, type Result } from './context.js';
import { readFailureOf } from './from-error.js';

/**
 * Shows one recipient news of an issue: reads it as that recipient, and what is not in their view does not exist for them.
 * Why each change was shown or not is kept.
 */
export async function show(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const body = ShowWork.parse(work.body);
  const desk = context.desks.get(body.desk);
  if (!desk) return { kind: 'done', step: {} };
  const now = context.clock.now();
  try {
    const blocked = (await context.reads.blocked([body.to.chat])).has(body.to.chat);
    if (blocked) return { kind: 'done', step: { side: decide(body, changesOf(body), 'blocked', now) } };
    const view = await viewOf(desk, body, attempt.signal);
    if (!view) return { kind: 'done', step: { side: decide(body, changesOf(body), 'not-visible', now) } };
    return { kind: 'done', step: tell(desk, body, view, work, now) };
  } catch (error) {
    const failure = readFailureOf(error);
    if (failure.kind !== 'refused') return failure;
    return { kind: 'done', step: { side: decide(body, changesOf(body), 'not-visible', now) } };
  }
}

/** The issue as the recipient sees it. Someone without an account sees what everyone may see of it. */
async function viewOf(desk: Desk, { issue, to }: ShowWork, signal: AbortSignal): Promise<Issue | undefined> {
  const as: As =
    to.login === undefined ? { kind: 'service' } : { kind: 'account', account: to.account, login: to.login };
  try {
    const view = await desk.tracker.readIssue({ as, signal: forRead(signal) }, issue);
    return to.login === undefined ? { ...view, journals: view.journals.filter((journal) => !journal.private) } : view;
  } catch (error) {
    if (error instanceof TrackerError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

function tell(desk: Desk, body: ShowWork, view: Issue, work: Work, now: number): Done {
  const seen = view.journals.filter(({ id }) => body.journals.includes(id));
  const shown = seen.filter(isShown);
  const ids = (journals: readonly { id: string }[]) => journals.map(({ id }) => id);
  const hidden = body.journals.filter((id) => !ids(seen).includes(id));
  const empty = ids(seen).filter((id) => !ids(shown).includes(id));
  const delivered = [...(body.created ? ['created'] : []), ...ids(shown)];
  const side = [
    ...decide(body, hidden, 'not-visible', now),
    ...decide(body, empty, 'nothing-shown', now),
    ...decide(body, delivered, 'delivered', now),
  ];
  if (delivered.length === 0) return { side };
  const about: About = { issue: view.id, journal: shown.at(-1)?.id };
  const lines = tellNews(view, shown, body.created, desk.markup);
  const files = [...(body.created ? view.files : []), ...shown.flatMap((journal) => journal.files)];
  const parts: Showing[] = [
    { kind: 'say', lines, buttons: [], about },
    ...files.map((file): Showing => ({ kind: 'file', file, caption: [], about })),
  ];
  return { side, publish: parts.map((what, i) => delivery(body, what, i, work, now)) };
}

function delivery(
  { desk, to }: ShowWork,
  what: Showing,
  ordinal: number,
  work: Work,
  at: number,
): TopicRecord<'deliveries'> {
  const body = { desk, chat: to.chat, reader: to.user, language: to.language, what };
  return makeRecord('deliveries', 'delivery.v1', {
    key: to.chat,
    at,
    causes: [work.id],
    ordinal,
    trace: work.trace,
    body,
  });
}

const changesOf = ({ journals, created }: ShowWork) => [...(created ? ['created'] : []), ...journals];

function decide(body: ShowWork, changes: readonly string[], why: DecisionWhy, at: number): CorrelationWrite[] {
  const { desk, issue, to } = body;
  return changes.map((change) => {
    const row = { desk, issue, change, account: to.account, accountName: to.accountName, why, at };
    return { kind: 'decision', row };
  });
}
