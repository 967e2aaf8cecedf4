import type { KafkaConfig } from 'kafkajs';
import type { Clock } from '../../clock.js';

/** What this folder needs of a pino logger. */
export type KafkaLogger = {
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
};

export type KafkaLogOptions = {
  brokers: readonly string[];
  lanes: number;
  clock: Clock;
  logger: KafkaLogger;
  /** Shown by the brokers beside our connections. */
  clientId: string;
  /** Before the name of every topic and group, for a cluster shared with others. (Default: `relaydesk.`) */
  prefix?: string;
  ssl?: KafkaConfig['ssl'];
  sasl?: KafkaConfig['sasl'];
  /** Copies of each partition of topics that `prepare` makes. (Default: 3, or as many as there are brokers) */
  replicationFactor?: number;
  /** How many copies must have a record before it is acknowledged. (Default: one less than there are, at least 1) */
  minInsyncReplicas?: number;
  /** How long topics that `prepare` makes keep records, ms. (Default: 7 days) */
  retentionMs?: number;
};
