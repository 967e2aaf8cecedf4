import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { silent } from '#telemetry';
import { until } from '#testkit';
import { kafka } from '#testkit/parts';
import { systemClock } from '../../clock.js';
import { Reader } from '../conformance/index.js';
import { TOPIC } from '../conformance/records.js';
import { KafkaLog } from './index.js';

const shared = await kafka();

describe('a group on Kafka', () => {
  let prefix: string;
  let logs: KafkaLog[];

  const open = () => {
    const log = new KafkaLog({ ...shared, lanes: 4, clock: systemClock, logger: silent, clientId: 'test', prefix });
    logs.push(log);
    return log;
  };

  beforeEach(async () => {
    prefix = `test-${randomUUID()}.`;
    logs = [];
    await open().prepare([TOPIC]);
  });
  afterEach(() => Promise.all(logs.map((log) => log.close())));

  it('moves no lane that another node need not have, as nodes come and go', async () => {
    const [first, second] = [await new Reader().join(open()), await new Reader().join(open())];
    await until(() => first.lanes.length === 2 && second.lanes.length === 2);
    const [ofFirst, ofSecond] = [first.lanes, second.lanes];
    const third = await new Reader().join(open());
    await until(() => third.lanes.length === 1);
    const moved = third.lanes[0] ?? -1;
    expect([...ofFirst, ...ofSecond]).toContain(moved);
    await until(() => [...first.lanes, ...second.lanes].every((lane) => lane !== moved));
    for (const lane of [...first.lanes, ...second.lanes])
      expect(ofFirst.includes(lane)).toBe(first.lanes.includes(lane));

    const [left, kept] = [first.lanes, second.lanes];
    await first.subscription.stop(1_000);
    await until(() => second.lanes.length + third.lanes.length === 4);
    for (const lane of kept) expect(second.lanes).toContain(lane);
    expect([...second.lanes, ...third.lanes]).toEqual(expect.arrayContaining([...left, moved]));
  });

  it('shares its lanes with a node of a build that divides them as kafkajs does by itself', async () => {
    const reader = await new Reader().join(open(), 'shared');
    const earlier = new kafkajs.Kafka({ brokers: shared.brokers, logLevel: kafkajs.logLevel.NOTHING }).consumer({
      groupId: `${prefix}shared`,
    });
    await earlier.connect();
    await earlier.subscribe({ topics: [prefix + TOPIC] });
    await earlier.run({ eachBatch: () => Promise.resolve() });
    await until(() => reader.lanes.length === 2);
    await earlier.disconnect();
    await until(() => reader.lanes.length === 4);
  });
});
