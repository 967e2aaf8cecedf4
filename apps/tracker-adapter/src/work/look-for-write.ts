import type { Dropped } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Attempt, Look, Work } from '#lane';
import type { RemoteItem, WriteTarget } from '#ports/tracker';
import { confirmed, doubted, rejected } from '../domain/conclude-write.js';
import { matchItem } from '../domain/match-item.js';
import { Prepared, type WriteBaseline } from '../domain/work-body.js';
import type { Context } from './context.js';
import { forManyReads } from './deadlines.js';
import { explainReadFailure } from './explain-failure.js';
import { intentOf, inVain } from './write.js';
import { keeping, withPresentKey } from './present-key.js';
import { holderOf, openCommand, type Opened, runOf, wordsOf } from './write-parts.js';

type Found = Look<CorrelationWrite>;

/** What became of an attempt: reads what stands above its baseline, and goes by the words. */
export async function lookForWrite(context: Context, work: Work, { baseline, signal }: Attempt): Promise<Found> {
  const opened = await openCommand(context, work);
  const { desk, as } = opened;
  const known = Prepared.parse(baseline);
  if ('hopeless' in known) return { kind: 'absent' };
  // Its tracker was replaced: nobody but the person can look there.
  if (known.tracker !== desk.endpoint) return cannotTell(context, opened, known, work);
  try {
    const { came, renewed } = await withPresentKey(context, holderOf(opened), signal, (by) =>
      ownItems(context, { ...opened, as: by }, known, signal),
    );
    const found = conclude(context, opened, known, work, came);
    // With the former key it may have gone out in no one's name: what is not under theirs is not certainly absent.
    const sure = renewed && found.kind === 'absent' ? cannotTell(context, opened, known, work) : found;
    return 'step' in sure ? { ...sure, step: keeping(sure.step, renewed) } : sure;
  } catch (error) {
    const failure = await explainReadFailure(context, desk, as, error, signal);
    if (failure.kind === 'refused') return cannotTell(context, opened, known, work);
    return failure.kind === 'failed' ? { kind: 'down', error: failure.error } : failure;
  }
}

/** Items above the baseline, without those that are another command's. */
export async function ownItems(
  { clock, reads }: Context,
  { desk, body, as }: Opened,
  known: WriteBaseline,
  signal: AbortSignal,
  since?: number,
) {
  const { issue, project } = known;
  const target: WriteTarget = issue ? { kind: 'issue', issue } : { kind: 'new-issue', project, since };
  const items = await forManyReads(clock, signal, (own) =>
    desk.tracker.itemsAbove({ as, signal: own }, target, known.ids),
  );
  const claims = await reads.claims(items.map(({ key }) => ({ tracker: desk.endpoint, item: key })));
  const taken = new Set(claims.filter((claim) => claim.command !== body.id).map(({ item }) => item));
  return items.filter(({ key }) => !taken.has(key));
}

function conclude(
  context: Context,
  opened: Opened,
  known: WriteBaseline,
  work: Work,
  items: readonly RemoteItem[],
): Found {
  const { desk, body } = opened;
  const { acting, action } = body.command;
  const isPrivate = action.kind === 'comment' && action.private;
  const wanted = { ...wordsOf(opened), shared: acting.kind === 'shared', private: isPrivate };
  const match = matchItem(wanted, known, items);
  switch (match.kind) {
    case 'found': {
      const dropped = [...known.dropped, ...lostUploads(known, match.item)];
      return { kind: 'found', step: confirmed(desk.endpoint, body, match.item, dropped, runOf(context, work)) };
    }
    case 'absent':
      return known.accepted ? cannotTell(context, opened, known, work) : { kind: 'absent' };
    case 'doubt': {
      const { likest } = match;
      const { text } = desk.markup.from(likest.text);
      const step = doubted(body, text, runOf(context, work), intentOf(work, known, false));
      return { kind: 'doubt', step, baseline: { ...known, found: likest.key } satisfies WriteBaseline };
    }
  }
}

/**
 * The target is gone, or not to be seen any more: nobody can tell but the person. One who has said that it arrived is not
 * asked again: it is not to be found, and their words are theirs again.
 */
function cannotTell(context: Context, { body }: Opened, known: WriteBaseline, work: Work): Found {
  const run = runOf(context, work);
  if (!known.accepted) return { kind: 'doubt', step: doubted(body, '', run, intentOf(work, known, false)) };
  return { kind: 'found', step: rejected(body, { kind: 'not-found' }, run, inVain(work, known)) };
}

const lostUploads = ({ uploads }: WriteBaseline, { uploadIds }: RemoteItem): Dropped[] =>
  uploads.filter(({ id }) => !uploadIds.includes(id)).map(({ name }) => ({ what: name }));
