import type { Clock } from '#lane';
import type { Desk } from '#plugins';
import type { Account } from '#ports/tracker';
import { forRead } from './deadlines.js';

/** Each desk's own account at its tracker, asked once; a failure is not remembered. */
export function createServiceAccounts(clock: Clock) {
  const known = new Map<string, Promise<Account>>();

  return {
    of(desk: Desk): Promise<Account> {
      const asked = known.get(desk.id);
      if (asked) return asked;
      // Many may wait for it: it does not end with the one who asked first.
      const asking = forRead(clock, new AbortController().signal, (signal) => desk.tracker.checkAccess(signal));
      const account = asking.then((found) => found.account);
      known.set(desk.id, account);
      account.catch(() => known.delete(desk.id));
      return account;
    },
  };
}

export type ServiceAccounts = ReturnType<typeof createServiceAccounts>;
