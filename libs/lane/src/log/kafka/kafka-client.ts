import { Kafka, logLevel, type logCreator } from 'kafkajs';
import type { BrokerSockets } from './broker-sockets.js';
import { letBrokenConnectionsCount } from './broken-connections.js';
import { letConnectionsBeginAnew } from './fresh-connections.js';
import { letBrokersKeepTheirNumbers } from './numbered-brokers.js';
import type { KafkaLogger, KafkaLogOptions } from './options.js';
import { letIdleConnectionsSleep } from './request-queue.js';
import { letMembersStay } from './staying-members.js';
import { letResumesWake } from './woken-fetches.js';

letIdleConnectionsSleep();
letConnectionsBeginAnew();
letBrokersKeepTheirNumbers();
letBrokenConnectionsCount();
letMembersStay();
letResumesWake();

const REQUEST_TIMEOUT_MS = 12_000;
const CONNECTION_TIMEOUT_MS = 3_000;
/** The same words again within this time say nothing new. */
const REPEAT_AFTER_MS = 60_000;

/**
 * A kafkajs client on those sockets. Its own retries are few and quick: who asks decides whether to try again. What it
 * calls an error is a warning here; what ends something is reported where it ends.
 */
export const kafkaClient = (
  options: KafkaLogOptions,
  sockets: BrokerSockets,
  requestTimeout = REQUEST_TIMEOUT_MS,
): Kafka =>
  new Kafka({
    brokers: [...options.brokers],
    clientId: options.clientId,
    ssl: options.ssl,
    sasl: options.sasl,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout,
    retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    socketFactory: sockets.factory,
    logLevel: logLevel.ERROR,
    logCreator: warnings(options.logger),
  });

/** Passes on what kafkajs calls errors: the words, why, the broker and the group, nothing that was sent; each once a minute. */
const warnings =
  (logger: KafkaLogger): logCreator =>
  () => {
    const saidAt = new Map<string, number>();
    return ({ log: { message, broker, groupId, error } }) => {
      const words = `${message} ${String(broker)}`;
      const now = performance.now();
      if (now - (saidAt.get(words) ?? -Infinity) < REPEAT_AFTER_MS) return;
      for (const [old, at] of saidAt) if (now - at >= REPEAT_AFTER_MS) saidAt.delete(old);
      saidAt.set(words, now);
      // Where a callback of ours threw it is the error itself, and that is reported by whose callback it is.
      const why = typeof error === 'string' ? error : undefined;
      logger.warn({ broker: broker as unknown, group: groupId as unknown, why }, `kafka: ${message}`);
    };
  };
