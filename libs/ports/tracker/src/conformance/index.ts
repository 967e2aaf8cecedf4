export * from './describe-tracker.js';
export type * from './harness.js';
