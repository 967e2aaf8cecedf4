import type { UserKey } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Desk } from '#plugins';
import { type As, TrackerError } from '#ports/tracker';
import type { RenewedKey } from '../domain/work-body.js';
import type { Context, Done } from './context.js';
import { forRead } from './deadlines.js';

/** Whose credential: the person's, as their link keeps it. */
export type Holder = { desk: Desk; user: UserKey; as: As };

/**
 * Asks in someone's name. Where the credential their link keeps is not accepted any more and the tracker has another one of
 * that account, it is asked once more with that, which is to be kept (`renewed`). A refusal took no effect, so that this is
 * safe for a write, too; one of the same credential (a locked account) stays what it is.
 */
export async function withPresentKey<T>(
  { clock, seal }: Pick<Context, 'clock' | 'seal'>,
  { desk, user, as }: Holder,
  signal: AbortSignal,
  ask: (as: As) => Promise<T>,
): Promise<{ came: T; renewed?: RenewedKey }> {
  try {
    return { came: await ask(as) };
  } catch (error) {
    const refused = error instanceof TrackerError && error.kind === 'unauthorized';
    if (!refused || as.kind !== 'account' || as.key === undefined) throw error;
    const key = await forRead(clock, signal, (own) => presentKey(desk, as.account, own));
    if (key === undefined || key === as.key) throw error;
    const came = await ask({ ...as, key });
    return { came, renewed: { user, account: as.account, sealedKey: seal.close(key, user) } };
  }
}

/** Nothing where the desk itself may not read it: whose fault a refusal is, is told by who explains it. */
async function presentKey({ tracker }: Desk, account: RenewedKey['account'], signal: AbortSignal) {
  try {
    return await tracker.identity?.readKey?.(account, signal);
  } catch (error) {
    if (error instanceof TrackerError && error.kind === 'unauthorized') return undefined;
    throw error;
  }
}

/** The row that keeps it. */
export const kept = (renewed: RenewedKey | undefined): CorrelationWrite[] =>
  renewed ? [{ kind: 'link-key', ...renewed }] : [];

/** It is kept along with what follows. */
export const keeping = (step: Done, renewed: RenewedKey | undefined): Done =>
  renewed ? { ...step, side: [...(step.side ?? []), ...kept(renewed)] } : step;
