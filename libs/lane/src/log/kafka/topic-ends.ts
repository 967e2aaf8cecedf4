import { LogError } from '../log-error.js';
import { BrokerSockets } from './broker-sockets.js';
import { kafkaClient } from './kafka-client.js';
import type { KafkaLogOptions } from './options.js';

/** Where each lane of these topics ends now (the next offset to be written), for who reads none of them. */
export async function topicEnds<T extends string>(options: KafkaLogOptions, topics: readonly T[]) {
  const { prefix = 'relaydesk.' } = options;
  const sockets = new BrokerSockets();
  const admin = kafkaClient(options, sockets).admin();
  try {
    await admin.connect();
    const ends = new Map<T, ReadonlyMap<number, number>>();
    for (const topic of topics) {
      const partitions = await admin.fetchTopicOffsets(prefix + topic);
      ends.set(topic, new Map(partitions.map(({ partition, high }) => [partition, Number(high)])));
    }
    return ends;
  } finally {
    await admin.disconnect();
    sockets.close(new LogError('refused', 'all is asked'));
  }
}
