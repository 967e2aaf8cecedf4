import type { Clock } from '../../clock.js';

/** What this folder needs of a pino logger. */
export type PostgresLogLogger = {
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
};

export type PostgresLogOptions = {
  databaseUrl: string;
  lanes: number;
  clock: Clock;
  logger: PostgresLogLogger;
  /** How long records are kept that were taken in, ms. (Default: 7 days) */
  retentionMs?: number;
  /** How often old records are looked for, ms. (Default: 10 min) */
  retentionEveryMs?: number;
};
