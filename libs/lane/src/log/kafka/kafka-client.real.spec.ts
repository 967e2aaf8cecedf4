import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { kafka } from '#testkit/parts';
import { systemClock } from '../../clock.js';
import { BrokerSockets } from './broker-sockets.js';
import { kafkaClient } from './kafka-client.js';

it('what a broker refuses is logged once, with why', async () => {
  const { brokers } = await kafka();
  const warned: [object, string][] = [];
  const logger = { warn: (...said: [object, string]) => void warned.push(said), error() {} };
  const options = { brokers, lanes: 4, clock: systemClock, logger, clientId: 'test' };
  const admin = kafkaClient(options, new BrokerSockets()).admin();
  await admin.connect();
  const topic = `test-${randomUUID()}`;
  await expect(admin.fetchTopicOffsets(topic)).rejects.toThrow();
  await admin.disconnect();
  expect(warned).toEqual([
    [
      expect.objectContaining({ why: 'This server does not host this topic-partition' }),
      expect.stringContaining('Metadata'),
    ],
  ]);
});
