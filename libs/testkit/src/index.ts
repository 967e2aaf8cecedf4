export { freshDatabase, type FreshDatabase } from './fresh-database.js';
export { until, type UntilOptions } from './until.js';
