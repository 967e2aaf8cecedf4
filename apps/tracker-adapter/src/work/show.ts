import { type About, makeRecord, type Showing, type TopicRecord } from '#contracts';
import type { CorrelationWrite, DecisionWhy } from '#correlation';
import type { Attempt, Work } from '#lane';
import type { Desk } from '#plugins';
import { type As, type Issue } from '#ports/tracker';
import { decide } from '../domain/decide.js';
import { isShown, publicView, tellNews } from '../domain/tell-news.js';
import { type Recipient, type ShowWork, showWorkOf } from '../domain/work-body.js';
import { withCredential } from './as-account.js';
import { type Context, deskOf, type Done, isOfAnotherTracker, type Result } from './context.js';
import { forManyReads } from './deadlines.js';
import { explainReadFailure } from './explain-failure.js';
import { keeping, withPresentKey } from './present-key.js';

/**
 * Shows one recipient news of an issue: reads it as that recipient, and what is not in their view does not exist for them.
 * Why each change was shown or not is kept.
 */
export async function show(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const body = showWorkOf(work);
  const desk = deskOf(context, body.desk);
  const now = context.clock.now();
  const withheld = (why: DecisionWhy): Result => ({
    kind: 'done',
    step: { side: because(body, why, changesOf(body), now) },
  });
  if (isOfAnotherTracker(work, desk)) return withheld('not-visible');
  const [as, blocked] = await Promise.all([readerOf(context, body.to), context.reads.blocked([body.to.chat])]);
  if (!as) return withheld('no-link');
  if (blocked.has(body.to.chat)) return withheld('blocked');
  try {
    const holder = { desk, user: body.to.user, as };
    const { came, renewed } = await withPresentKey(context, holder, attempt.signal, (by) =>
      forManyReads(context.clock, attempt.signal, (signal) => desk.tracker.readIssue({ as: by, signal }, body.issue)),
    );
    const view = as.kind === 'service' ? publicView(came) : came;
    return { kind: 'done', step: keeping(tell(desk, body, view, work, now), renewed) };
  } catch (error) {
    const failure = await explainReadFailure(context, desk, as, error, attempt.signal);
    return failure.kind === 'refused' ? withheld('not-visible') : failure;
  }
}

/** Whose view a recipient is shown; nothing where their link has gone while the news was waiting. */
async function readerOf(context: Context, { user, account, chat, login }: Recipient): Promise<As | undefined> {
  if (login === undefined) return { kind: 'service' };
  const link = (await context.reads.links([user])).get(user);
  return link?.account === account && link.chat === chat
    ? withCredential(context, link, { account, login })
    : undefined;
}

function tell(desk: Desk, body: ShowWork, view: Issue, work: Work, now: number): Done {
  const seen = view.journals.filter(({ id }) => body.journals.includes(id));
  const shown = seen.filter(isShown);
  const ids = (journals: readonly { id: string }[]) => journals.map(({ id }) => id);
  const hidden = body.journals.filter((id) => !ids(seen).includes(id));
  const empty = ids(seen).filter((id) => !ids(shown).includes(id));
  const delivered = [...(body.created ? ['created'] : []), ...ids(shown)];
  const side = [
    ...because(body, 'not-visible', hidden, now),
    ...because(body, 'nothing-shown', empty, now),
    ...because(body, 'delivered', delivered, now),
  ];
  if (delivered.length === 0) return { side };
  const { label, title, url } = view;
  const parts = tellNews(view, shown, body.created, desk.markup).flatMap(({ journals, lines }, i): Showing[] => {
    const about: About = { issue: view.id, journal: journals.at(-1)?.id };
    const files = [...(i === 0 && body.created ? firstFiles(view) : []), ...journals.flatMap((one) => one.files)];
    return [
      { kind: 'say', lines, buttons: [], about },
      ...files.map((file): Showing => ({ kind: 'file', file, caption: [], issue: { label, title, url }, about })),
    ];
  });
  return { side, publish: parts.map((what, i) => delivery(body, what, i, work, now)) };
}

/** The files an issue was created with: those no later entry brought. */
function firstFiles({ files, journals }: Issue): Issue['files'] {
  const later = new Set(journals.flatMap((journal) => journal.files.map(({ ref }) => ref)));
  return files.filter(({ ref }) => !later.has(ref));
}

function delivery(
  { desk, to }: ShowWork,
  what: Showing,
  ordinal: number,
  work: Work,
  at: number,
): TopicRecord<'deliveries'> {
  const body = { desk, chat: to.chat, reader: to.user, language: to.language, what };
  const causes = [work.id];
  return makeRecord('deliveries', 'delivery.v1', { key: to.chat, at, causes, ordinal, trace: work.trace, body });
}

const changesOf = ({ journals, created }: ShowWork) => [...(created ? ['created'] : []), ...journals];

const because = (
  { desk, issue, to }: ShowWork,
  why: DecisionWhy,
  changes: readonly string[],
  at: number,
): CorrelationWrite[] => decide({ desk, issue, at }, to, why, changes);
