export * from './adapter.js';
export * from './error.js';
