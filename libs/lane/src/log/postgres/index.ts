export { PostgresLog } from './postgres-log.js';
export type { PostgresLogLogger, PostgresLogOptions } from './options.js';
