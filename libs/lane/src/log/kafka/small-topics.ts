import kafkajs from 'kafkajs';
import { askBrokers } from './ask-brokers.js';
import type { KafkaLogOptions } from './options.js';

/** A replay of much that was given up together is one record; Kafka's own limit is 1 MB. */
export const MOST_RECORD_BYTES = 8 * 1024 * 1024;
const LIMIT = 'max.message.bytes';

/** Those of these topics, as they are called in Kafka, that take smaller records than Relaydesk may make, and how small (bytes). */
export function smallTopics(options: KafkaLogOptions, topics: readonly string[]) {
  const { prefix = 'relaydesk.' } = options;
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const asked = topics.map((topic) => ({ type, name: prefix + topic, configNames: [LIMIT] }));
  return askBrokers(options, async (admin) => {
    const { resources } = await admin.describeConfigs({ resources: asked, includeSynonyms: false });
    return resources.flatMap(({ resourceName: topic, configEntries }) => {
      const most = Number(configEntries.find(({ configName }) => configName === LIMIT)?.configValue);
      return most < MOST_RECORD_BYTES ? [{ topic, most }] : [];
    });
  });
}
