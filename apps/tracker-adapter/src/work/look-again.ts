import type { CorrelationWrite } from '#correlation';
import type { Look, Work } from '#lane';
import { confirmed } from '../domain/conclude-write.js';
import { matchAgain } from '../domain/match-item.js';
import type { WriteBaseline } from '../domain/work-body.js';
import type { Context } from './context.js';
import { explainReadFailure } from './explain-failure.js';
import { ownItems } from './look-for-write.js';
import { keeping, withPresentKey } from './present-key.js';
import { issueOf } from './prepare-write.js';
import { holderOf, openCommand, type Opened, runOf, wordsOf } from './write-parts.js';

/**
 * A write that may have been sent for a database that is no more, and with it what was known before: whether it is there, among
 * all its account has written at the target lately. Nothing is ever in doubt here: what is not found is sent.
 */
export async function lookAgain(context: Context, work: Work, signal: AbortSignal): Promise<Look<CorrelationWrite>> {
  const opened = await openCommand(context, work);
  const { desk, as, body } = opened;
  const { action } = body.command;
  const issue = await issueOf(context, opened);
  if (action.kind === 'comment' && !issue) return { kind: 'absent' };
  try {
    const account = await accountOf(context, opened);
    const known: WriteBaseline = { tracker: desk.endpoint, ids: {}, account, issue, uploads: [], dropped: [] };
    const since = body.command.at - LATELY_MS;
    const { came, renewed } = await withPresentKey(context, holderOf(opened), signal, (by) =>
      ownItems(context, { ...opened, as: by }, known, signal, since),
    );
    const item = matchAgain(wordsOf(opened), account, came);
    if (!item) return { kind: 'absent' };
    // As its first attempt said it then: an outcome that is still in the log counts once.
    const run = { ...runOf(context, work), attempt: 1 };
    return { kind: 'found', step: keeping(confirmed(desk.endpoint, body, item, [], run), renewed) };
  } catch (error) {
    const failure = await explainReadFailure(context, desk, as, error, signal);
    switch (failure.kind) {
      // Who may not read there is told so by the attempt itself.
      case 'refused':
        return { kind: 'absent' };
      case 'failed':
        return { kind: 'down', error: failure.error };
      default:
        return failure;
    }
  }
}

/** No clock is so wrong that an issue would look older than the words it is made of by as much. */
const LATELY_MS = 86_400_000;

const accountOf = async (context: Context, { desk, body }: Opened) =>
  body.command.acting.kind === 'account' ? body.command.acting.account : (await context.serviceAccounts.of(desk)).id;
