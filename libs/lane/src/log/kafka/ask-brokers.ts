import type { Admin, Kafka } from 'kafkajs';
import { LogError } from '../log-error.js';
import { BrokerSockets } from './broker-sockets.js';
import { kafkaClient } from './kafka-client.js';
import type { KafkaLogOptions } from './options.js';

/** Asks Kafka's brokers something, over connections of its own, which then end. Throws where they do not answer. */
export async function askBrokers<T>(
  options: KafkaLogOptions,
  ask: (by: { kafka: Kafka; admin: Admin }) => Promise<T>,
): Promise<T> {
  const sockets = new BrokerSockets();
  const kafka = kafkaClient(options, sockets);
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await ask({ kafka, admin });
  } finally {
    await admin.disconnect();
    sockets.close(new LogError('refused', 'all is asked'));
  }
}
