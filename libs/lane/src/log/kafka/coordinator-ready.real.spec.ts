import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import kafkajs, { type Admin } from 'kafkajs';
import { until } from '#testkit';
import { kafka } from '#testkit/parts';
import { systemClock } from '../../clock.js';
import { Reader } from '../conformance/index.js';
import { TOPIC } from '../conformance/records.js';
import { prepareTopics } from './prepare-topics.js';
import { KafkaSubscription } from './subscription.js';

const { brokers } = await kafka();

it('a consumer joins only once the coordinator has read the history of its groups', async () => {
  const topic = `test-${randomUUID()}.${TOPIC}`;
  const logger = { warn() {}, error() {} };
  const options = { brokers, lanes: 4, clock: systemClock, logger, clientId: 'test' };
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  await prepareTopics(admin, [topic], options);

  let loading = true;
  let asked = 0;
  const describeGroups: Admin['describeGroups'] = async (groups) => {
    asked += 1;
    if (!loading) return admin.describeGroups(groups);
    const error = Object.assign(new Error('The coordinator is loading'), { retriable: true });
    throw new kafkajs.KafkaJSProtocolError(error);
  };
  const reader = new Reader();
  const patient = { ...admin, describeGroups };
  const subscription = new KafkaSubscription({ options, topic, group: topic, admin: patient, events: reader });
  const joined = subscription.start();
  await until(() => asked >= 3);
  expect(reader.assignments).toEqual([]);
  loading = false;
  await joined;
  await until(() => reader.lanes.length === 4);
  await subscription.stop(1_000);
  await admin.disconnect();
});
