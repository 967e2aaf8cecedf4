export { freshDatabase } from './fresh-database.js';
export { until } from './until.js';
