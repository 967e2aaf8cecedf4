import { askBrokers } from './ask-brokers.js';
import type { KafkaLogOptions } from './options.js';
import { topicSettings } from './topic-settings.js';

/** A replay of much that was given up together is one record; Kafka's own limit is 1 MB. */
export const MOST_RECORD_BYTES = 8 * 1024 * 1024;
const LIMIT = 'max.message.bytes';

/** Those of these topics, as they are called in Kafka, that take smaller records than Relaydesk may make, and how small (bytes). */
export function smallTopics(options: KafkaLogOptions, topics: readonly string[]) {
  const { prefix = 'relaydesk.' } = options;
  const names = topics.map((topic) => prefix + topic);
  return askBrokers(options, async ({ admin }) => {
    const settings = await topicSettings(admin, names, [LIMIT]);
    return [...settings].flatMap(([topic, own]) => {
      const most = Number(own.get(LIMIT));
      return most < MOST_RECORD_BYTES ? [{ topic, most }] : [];
    });
  });
}
