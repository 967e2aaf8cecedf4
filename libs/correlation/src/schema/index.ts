export { correlationDataSource } from './data-source.js';
export { migrate } from './migrate.js';
