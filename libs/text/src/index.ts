export * from './join.js';
export * from './match.js';
export { preview, truncate } from './shorten.js';
export * from './slice.js';
export * from './split.js';
export * from './subject.js';
