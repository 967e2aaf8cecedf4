export * from './domain/link-code.js';
export * from './domain/options.js';
export * from './lane.js';
export { startSessionAggregator } from './start.js';
