import type { Config } from '#config';
import { TOPIC_NAMES } from '#contracts';
import { holdsTrace, type Subject } from '#correlation';
import { systemClock } from '#lane';
import { type SearchedTopic, searchTopics } from '#lane/log/kafka';
import type { Logger } from '#telemetry';
import { kafkaOptions } from '../kafka-ends.js';
import type { Finding } from './finding.js';
import { nowAndThen } from './now-and-then.js';

const SAY_EVERY_MS = 5_000;

/**
 * Looks through every record of every topic: of a person, too, for they may have spoken in any group, and what they had written
 * stands under their account. No finding where Kafka is not the log.
 */
export async function searchKafka(
  config: Config,
  subject: Subject,
  words: readonly string[],
  logger: Logger,
): Promise<Finding[]> {
  const options = kafkaOptions(config, 'relaydesk-erase', logger);
  if (!options) return [];
  const tell = nowAndThen(SAY_EVERY_MS, (text) => console.log(text), systemClock.monotonic);
  try {
    const topics = await searchTopics(options, TOPIC_NAMES, {
      holds: holdsTrace(subject, words),
      progress: (read, all) => tell(() => `Looking through Kafka: ${read} of ${all} records …`),
    });
    return [...topics].map(([topic, searched]) => findingOf(`Kafka, ${topic}`, searched));
  } catch (error) {
    return [{ kind: 'unsearched', store: 'Kafka', why: error instanceof Error ? error.message : String(error) }];
  }
}

function findingOf(store: string, { looked, found: count, goneBy: by }: SearchedTopic): Finding {
  if (count === 0) return { kind: 'nothing', store };
  return Number.isFinite(by) ? { kind: 'leaving', store, count, looked, by } : { kind: 'kept', store, count, looked };
}
