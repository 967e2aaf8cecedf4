import { randomUUID } from 'node:crypto';
import { kafka } from '#testkit/parts';
import { systemClock } from '../../clock.js';
import { describeLog } from '../conformance/index.js';
import { KafkaLog } from './index.js';

const { brokers } = await kafka();

describeLog('on Kafka', async () => {
  const prefix = `test-${randomUUID()}.`;
  return {
    open: async () =>
      new KafkaLog({
        brokers,
        lanes: 4,
        clock: systemClock,
        logger: { warn() {}, error() {} },
        clientId: 'test',
        prefix,
      }),
    dispose: async () => {},
  };
});
