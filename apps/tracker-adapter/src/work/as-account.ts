import type { AccountId, UserKey } from '#contracts';
import type { Link } from '#correlation';
import { Unsealable } from '#seal';
import type { As } from '#ports/tracker';
import type { Context } from './context.js';

type Who = { account: AccountId; login: string };

/** A linked person's account, with its own credential where their link keeps one. */
export async function asAccount(
  context: Pick<Context, 'reads' | 'seal' | 'logger'>,
  user: UserKey,
  who: Who,
): Promise<As> {
  return withCredential(context, (await context.reads.links([user])).get(user), who);
}

/**
 * A credential that cannot be opened any more (its secret was taken out of the configuration) is as good as none: the
 * adapter says what it makes of that.
 */
export function withCredential(
  { seal, logger }: Pick<Context, 'seal' | 'logger'>,
  link: Link | undefined,
  { account, login }: Who,
): As {
  if (link?.account !== account || link.sealedKey === undefined) return { kind: 'account', account, login };
  try {
    return { kind: 'account', account, login, key: seal.open(link.sealedKey, link.user) };
  } catch (error) {
    if (!(error instanceof Unsealable)) throw error;
    logger.warn({ account, error: error.message }, 'A credential cannot be opened; the tracker has to do without it.');
    return { kind: 'account', account, login };
  }
}
