export { RedlockLease } from './redlock-lease.js';
export type { RedlockLeaseOptions } from './redlock-lease.js';
