export * from './describe-messenger.js';
export type * from './harness.js';
