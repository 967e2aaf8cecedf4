export type * from './history.js';
export { linesOf } from './lines.js';
export type * from './ownership.js';
export type * from './put-in.js';
export type * from './seen.js';
export * from './verdict.js';
export { judge } from './judge.js';
