export { correlationDataSource } from './data-source.js';
export { isMigrated, migrate } from './migrate.js';
