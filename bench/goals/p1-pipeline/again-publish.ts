/**
 * Publishes every batch that services published while messages were under way, by kafkajs alone, and takes them in by an `eachBatch`
 * that does nothing.
 */
import { Kafka, logLevel, type TopicMessages } from 'kafkajs';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { isIn, recordedIn, spanOf } from './recorded.js';

const [folder = '', brokers = '', lanes = '', from, to] = process.argv.slice(2);
const span = spanOf(from, to);
const PREFIX = 'again.';

const recorded = (await recordedIn(folder, 'publish')).map((batches) =>
  batches
    .filter((batch) => isIn(span, batch))
    .map(({ messages }) =>
      [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, all]): TopicMessages => ({
        topic: PREFIX + topic,
        messages: all.map(({ partition, key, value, headers }) => ({
          partition,
          key,
          value,
          headers: JSON.parse(headers),
        })),
      })),
    ),
);
const count = recorded.flat(2).reduce((sum, { messages }) => sum + messages.length, 0);
const topics = [...new Set(recorded.flat(2).map(({ topic }) => topic))];

const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
await admin.createTopics({
  topics: topics.map((topic) => ({ topic, numPartitions: Number(lanes) })),
  waitForLeaders: true,
});
await admin.disconnect();

let taken = 0;
let due = 0;
let came = Promise.withResolvers<void>();
const consumer = kafka.consumer({ groupId: 'again', maxWaitTimeInMs: 250 });
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachBatch: async ({ batch }) => {
    taken += batch.messages.length;
    if (taken >= due) came.resolve();
  },
});
const producers = await Promise.all(
  recorded.map(async () => {
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }),
);

answerAsked(z.object({}), async () => {
  due += count;
  came = Promise.withResolvers<void>();
  await Promise.all(
    recorded.map(async (batches, i) => {
      for (const topicMessages of batches) await producers[i]?.sendBatch({ acks: -1, topicMessages });
    }),
  );
  await came.promise;
  return { did: count, failed: 0 };
});
