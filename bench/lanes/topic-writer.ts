import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { toBytes, type TopicRecord } from '#contracts';
import { laneOf } from '#lane';
import { LANES } from './open-lanes.js';

const MOST_AT_ONCE = 1_000;

/** Writes records to a topic as a gateway does: each to the lane of its key. */
export async function openTopicWriter(brokers: readonly string[], topic: string) {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.ERROR });
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return {
    /** Resolves once the brokers have them all. */
    async write(records: readonly TopicRecord[]): Promise<void> {
      for (let i = 0; i < records.length; i += MOST_AT_ONCE) {
        const messages = records.slice(i, i + MOST_AT_ONCE).map((record) => {
          const { key, value } = toBytes(record);
          return { key, value, partition: laneOf(key, LANES) };
        });
        await producer.send({ acks: -1, topic, messages });
      }
    },
    close: () => producer.disconnect(),
  };
}
