export { describeLease } from './describe-lease.js';
export type { LeaseHarness } from './describe-lease.js';
