import type { LogRecord } from '../log.js';
import { askBrokers } from './ask-brokers.js';
import { toLogRecord } from './from-kafka.js';
import type { KafkaLogOptions } from './options.js';
import { readToEnd } from './read-to-end.js';
import { goneBy, topicKeeps } from './topic-keeps.js';

/** What looking through one topic came to. */
export type SearchedTopic = {
  /** How many records there were. */
  looked: number;
  /** How many of them hold what was looked for. */
  found: number;
  /** When the last of those is gone at the latest (ms): `Infinity` where the topic keeps them for ever, 0 where there is none. */
  goneBy: number;
};

/** Looks through every record these topics hold now. Throws where not all of them could be read. */
export async function searchTopics<T extends string>(
  options: KafkaLogOptions,
  topics: readonly T[],
  search: { holds(record: LogRecord): boolean; progress?(read: number, all: number): void },
): Promise<ReadonlyMap<T, SearchedTopic>> {
  const { prefix = 'relaydesk.', clock } = options;
  const found = new Map(topics.map((topic) => [prefix + topic, { looked: 0, found: 0, goneBy: 0 }]));
  const names = [...found.keys()];
  await askBrokers(options, async ({ kafka, admin }) => {
    const keeps = await topicKeeps(admin, names);
    await readToEnd({ kafka, admin, clock, prefix }, names, {
      record(name, message) {
        const [topic, keep] = [found.get(name), keeps.get(name)];
        if (!topic || !keep) return;
        topic.looked += 1;
        if (!search.holds(toLogRecord(message))) return;
        topic.found += 1;
        topic.goneBy = Math.max(topic.goneBy, goneBy(Number(message.timestamp), keep));
      },
      progress: (read, all) => search.progress?.(read, all),
    });
  });
  return new Map(topics.map((topic) => [topic, found.get(prefix + topic) as SearchedTopic]));
}
