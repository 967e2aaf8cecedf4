export * from './adapter.js';
export * from './error.js';
export * from './detail.js';
