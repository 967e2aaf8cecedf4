import type { Config } from './read-config.js';

/** What of a cluster's configuration counts on one machine: its log is in Postgres, and messengers are asked, not called. */
export const onOneMachine = (config: Config): Config => ({
  ...config,
  kafkaBrokers: undefined,
  redisUrl: undefined,
  publicUrl: undefined,
});
