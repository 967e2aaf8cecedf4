export * from './describe-tracker.js';
export * from './fault-proxy.js';
export type * from './faults.js';
export type * from './harness.js';
