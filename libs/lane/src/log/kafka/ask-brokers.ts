import type { Admin } from 'kafkajs';
import { LogError } from '../log-error.js';
import { BrokerSockets } from './broker-sockets.js';
import { kafkaClient } from './kafka-client.js';
import type { KafkaLogOptions } from './options.js';

/** Asks Kafka's brokers something, over a connection of its own. Throws where they do not answer. */
export async function askBrokers<T>(options: KafkaLogOptions, ask: (admin: Admin) => Promise<T>): Promise<T> {
  const sockets = new BrokerSockets();
  const admin = kafkaClient(options, sockets).admin();
  try {
    await admin.connect();
    return await ask(admin);
  } finally {
    await admin.disconnect();
    sockets.close(new LogError('refused', 'all is asked'));
  }
}
