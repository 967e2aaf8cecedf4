import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { expect, it } from '@jest/globals';
import { silent } from '#telemetry';
import { kafka } from '#testkit/parts';
import { systemClock } from '../../clock.js';
import { smallTopics } from './small-topics.js';

const { brokers } = await kafka();

it('tells which topics take smaller records than there may be', async () => {
  const prefix = `${randomUUID()}.`;
  const options = { brokers, prefix, lanes: 1, clock: systemClock, logger: silent, clientId: 'test' };
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  const topicOf = (name: string, bytes: number) => ({
    topic: prefix + name,
    numPartitions: 1,
    configEntries: [{ name: 'max.message.bytes', value: String(bytes) }],
  });
  await admin.createTopics({ topics: [topicOf('small', 1_048_588), topicOf('large', 8 * 1024 * 1024)] });
  await admin.disconnect();
  expect(await smallTopics(options, ['small', 'large'])).toEqual([{ topic: `${prefix}small`, most: 1_048_588 }]);
});
