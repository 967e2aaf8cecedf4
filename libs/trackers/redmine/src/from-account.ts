import { accountId } from '#contracts';
import type { Account } from '#ports/tracker';
import type { Ref, RestUser } from './rest-shapes.js';

export const accountOf = ({ id, login, firstname, lastname }: RestUser): Account => ({
  id: accountId(String(id)),
  login,
  name: `${firstname} ${lastname}`.trim(),
});

/** Someone of whom Redmine tells the name only. */
export const namedAccount = (ref: Ref | undefined): Account => ({
  id: accountId(String(ref?.id ?? 0)),
  login: '',
  name: ref?.name ?? '',
});
