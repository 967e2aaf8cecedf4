import type { Desk } from '#plugins';
import type { As } from '#ports/tracker';
import type { Context } from './context.js';
import { forRead } from './deadlines.js';
import { type Failure, failureOf } from './from-error.js';

export type Explained = Exclude<Failure, { kind: 'denied' }>;

type Where = Pick<Context, 'clock' | 'logger'>;

/**
 * What a failed call means, once it is known whose fault a denial is. The desk's credential: the whole tracker is as good
 * as down until someone mends it, and nothing is given up meanwhile. One account alone (locked, renamed): its person is
 * told, and the desk goes on.
 */
export async function explainFailure(
  { clock, logger }: Where,
  desk: Desk,
  as: As,
  error: unknown,
  signal: AbortSignal,
): Promise<Explained> {
  const failure = failureOf(error);
  if (failure.kind !== 'denied') return failure;
  if (as.kind === 'account') {
    try {
      await forRead(clock, signal, (own) => desk.tracker.checkAccess(own));
      logger.warn({ desk: desk.id, account: as.account, error: failure.error }, 'An account may not be acted for.');
      return { kind: 'refused', reason: { kind: 'no-access' } };
    } catch (asDesk) {
      const own = failureOf(asDesk);
      if (own.kind !== 'denied') return own.kind === 'throttled' ? own : { kind: 'down', error: 'no access' };
    }
  }
  logger.error({ desk: desk.id, error: failure.error }, "The tracker does not accept this desk's credential.");
  return { kind: 'down', error: 'no access' };
}

/** The same for a read, which cannot have changed anything: no answer is no answer. */
export async function explainReadFailure(
  ...args: Parameters<typeof explainFailure>
): Promise<Exclude<Explained, { kind: 'unknown' }>> {
  const failure = await explainFailure(...args);
  return failure.kind === 'unknown' ? { kind: 'down', error: failure.error } : failure;
}
