import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { until } from '#testkit';
import { ownKafka } from '#testkit/parts';
import { systemClock } from '../../clock.js';
import { put, Reader, record, soon } from '../conformance/index.js';
import { TOPIC } from '../conformance/records.js';
import { KafkaLog } from './index.js';

const LANES = [0, 1, 2, 3, 4, 5];
const logger = { warn() {}, error() {} };

let own: Awaited<ReturnType<typeof ownKafka>>;
let prefix: string;
let log: KafkaLog;
let reader: Reader;

beforeEach(async () => {
  own = await ownKafka({ brokers: 3 });
  prefix = `test-${randomUUID()}.`;
  const { brokers } = own;
  log = new KafkaLog({ brokers, lanes: LANES.length, clock: systemClock, logger, clientId: 'test', prefix });
  await log.prepare([TOPIC]);
  reader = await new Reader().join(log);
  await put(log, everywhere('before'));
  await until(() => reader.records.length === LANES.length);
});
afterEach(async () => {
  await log.close();
  await own.stop();
});

const everywhere = (name: string) => LANES.map((lane) => record(lane, `${name} ${lane}`));

/** The broker that keeps the reader's group. */
async function coordinator(): Promise<number> {
  const admin = new kafkajs.Kafka({ brokers: [...own.brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  let address = '';
  admin.on(admin.events.REQUEST, ({ payload: { apiName, broker } }) => {
    if (apiName === 'DescribeGroups') address = broker;
  });
  await admin.connect();
  await admin.describeGroups([`${prefix}readers`]);
  await admin.disconnect();
  return own.brokers.indexOf(address);
}

describe('while one of three brokers is gone for good', () => {
  it('all lanes are written and read on, the same consumer reading them, though it was the one that kept its group', async () => {
    await own.kill(await coordinator());
    const left = new Set(everywhere('after').map(({ id }) => id));
    await until(
      async () => {
        const wanted = everywhere('after').filter(({ id }) => left.has(id));
        for (const id of (await log.publish(wanted, soon())).acknowledged) left.delete(id);
        return left.size === 0;
      },
      { every: 500 },
    );
    await until(() => new Set(reader.values()).size === 2 * LANES.length, { every: 200 });
    expect(reader.errors).toEqual([]);
    await until(() => systemClock.monotonic() - reader.subscription.lastHeartbeat() < 2_000);
  });
});
