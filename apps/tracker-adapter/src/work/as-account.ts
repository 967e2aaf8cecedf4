import type { AccountId, UserKey } from '#contracts';
import { Unsealable } from '#seal';
import type { As } from '#ports/tracker';
import type { Context } from './context.js';

/**
 * A linked person's account, with its own credential where their link keeps one. One that cannot be opened any more (its
 * secret was taken out of the configuration) is as good as none: the adapter says what it makes of that.
 */
export async function asAccount(
  { reads, seal, logger }: Pick<Context, 'reads' | 'seal' | 'logger'>,
  user: UserKey,
  { account, login }: { account: AccountId; login: string },
): Promise<As> {
  const link = (await reads.links([user])).get(user);
  if (link?.account !== account || link.sealedKey === undefined) return { kind: 'account', account, login };
  try {
    return { kind: 'account', account, login, key: seal.open(link.sealedKey, user) };
  } catch (error) {
    if (!(error instanceof Unsealable)) throw error;
    logger.warn({ account, error: error.message }, 'A credential cannot be opened; its person has to link anew.');
    return { kind: 'account', account, login };
  }
}
