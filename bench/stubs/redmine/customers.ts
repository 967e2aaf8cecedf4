import type { User } from './tracker.js';

/** Ids of customers begin here. */
const FIRST = 100;

/** As many as are asked for: `customer-7` is there for whoever names them. */
export const customerLogin = (n: number) => `customer-${n}`;
export const customerId = (n: number) => FIRST + n;

export function customerOf(login: string | undefined): User | undefined {
  const [, n] = /^customer-(\d+)$/.exec(login ?? '') ?? [];
  return n === undefined ? undefined : { id: customerId(Number(n)), name: `Customer ${n}` };
}

/** An account as Redmine shows it. */
export function customerJson(id: number): object {
  const n = id - FIRST;
  const user = { id, login: customerLogin(n), firstname: 'Customer', lastname: String(n), admin: false, status: 1 };
  return { user: { ...user, custom_fields: [], memberships: [] } };
}

export const isCustomer = (id: number): boolean => id >= FIRST;
