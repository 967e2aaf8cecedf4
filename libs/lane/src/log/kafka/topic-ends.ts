import { BrokerSockets } from './broker-sockets.js';
import { kafkaClient } from './kafka-client.js';
import type { KafkaLogOptions } from './options.js';

/** Where each lane of these topics ends now (the next offset to be written), for who reads none of them. */
export async function topicEnds<T extends string>(options: KafkaLogOptions, topics: readonly T[]) {
  const { prefix = 'relaydesk.' } = options;
  const admin = kafkaClient(options, new BrokerSockets()).admin();
  await admin.connect();
  try {
    const ends = topics.map(async (topic) => {
      const partitions = await admin.fetchTopicOffsets(prefix + topic);
      return [topic, new Map(partitions.map(({ partition, high }) => [partition, Number(high)]))] as const;
    });
    return new Map(await Promise.all(ends));
  } finally {
    await admin.disconnect();
  }
}
