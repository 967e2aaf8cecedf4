import { askBrokers } from './ask-brokers.js';
import type { KafkaLogOptions } from './options.js';

/** Where each lane of these topics ends now (the next offset to be written), for who reads none of them. */
export function topicEnds<T extends string>(options: KafkaLogOptions, topics: readonly T[]) {
  const { prefix = 'relaydesk.' } = options;
  return askBrokers(options, async ({ admin }) => {
    const ends = new Map<T, ReadonlyMap<number, number>>();
    for (const topic of topics) {
      const partitions = await admin.fetchTopicOffsets(prefix + topic);
      ends.set(topic, new Map(partitions.map(({ partition, high }) => [partition, Number(high)])));
    }
    return ends;
  });
}
