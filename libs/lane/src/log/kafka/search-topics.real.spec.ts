import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import kafkajs, { type Admin } from 'kafkajs';
import { until } from '#testkit';
import { freePort, kafka, ownKafka } from '#testkit/parts';
import { tcpProxy } from '#testkit/proxies';
import { systemClock } from '../../clock.js';
import { put, Reader, record } from '../conformance/index.js';
import { TOPIC } from '../conformance/records.js';
import { KafkaLog, searchTopics } from './index.js';

const { brokers } = await kafka();
const DAY_MS = 24 * 3_600_000;
const logger = { warn() {}, error() {} };
let options: { brokers: readonly string[]; lanes: number; clock: typeof systemClock; logger: typeof logger } & {
  clientId: string;
  prefix: string;
};
let admin: Admin;
let log: KafkaLog;

const opened = async (more: { retentionMs?: number } = {}) => {
  log = new KafkaLog({ ...options, ...more });
  await log.prepare([TOPIC]);
};
const search = async (word: string) => {
  const seen: (readonly [number, number])[] = [];
  const topics = await searchTopics(options, [TOPIC], {
    holds: ({ value }) => value.includes(word),
    progress: (read, all) => seen.push([read, all]),
  });
  return { ...topics.get(TOPIC), seen };
};
const ourGroups = async () =>
  (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(options.prefix));

beforeEach(async () => {
  options = { brokers, lanes: 4, clock: systemClock, logger, clientId: 'test', prefix: `test-${randomUUID()}.` };
  admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
});
afterEach(() => Promise.all([log.close(), admin.disconnect()]));

it('finds what records of any lane hold, and says when the last of it is gone', async () => {
  await opened({ retentionMs: 2 * DAY_MS });
  const before = Date.now();
  await put(log, [record(0, 'a heron'), record(1, 'a crane'), record(3, 'two herons'), record(3, 'a stork')]);
  const { looked, found, goneBy } = await search('heron');
  expect({ looked, found }).toEqual({ looked: 4, found: 2 });
  expect(goneBy).toBeGreaterThan(before + 2 * DAY_MS);
  // Its segment takes records for a day, and a broker looks every five minutes.
  expect(goneBy).toBeLessThan(Date.now() + 3 * DAY_MS + 10 * 60_000);
  expect(await search('ibis')).toMatchObject({ looked: 4, found: 0, goneBy: 0 });
});

it('says of a topic that keeps its records for ever that they are never gone, and ends where there is none', async () => {
  await opened({ retentionMs: -1 });
  expect(await search('heron')).toMatchObject({ looked: 0, found: 0, goneBy: 0 });
  await put(log, [record(2, 'a heron')]);
  expect(await search('heron')).toMatchObject({ looked: 1, found: 1, goneBy: Infinity });
});

it('leaves the group that reads the topic as it is, and no group of its own behind', async () => {
  await opened();
  await put(log, [record(0, 'a heron'), record(1, 'a crane')]);
  let generations = 0;
  const reader = await new Reader({ onAssigned: () => void (generations += 1) }).join(log);
  await until(() => reader.records.length === 2);
  await until(async () => (await reader.subscription.told(0)) === 1, { every: 200 });
  const groups = await ourGroups();
  await search('heron');
  expect(generations).toBe(1);
  expect(await reader.subscription.told(0)).toBe(1);
  expect(await ourGroups()).toEqual(groups);
  await put(log, [record(0, 'a stork')]);
  await until(() => reader.records.length === 3);
});

it('reads much in small bites, and says how far it is', async () => {
  await opened();
  const padding = 'x'.repeat(100_000);
  for (let batch = 0; batch < 10; batch += 1) {
    const records = Array.from({ length: 20 }, (_, i) =>
      record(i % 4, `${batch}-${i}`, { value: Buffer.from(padding) }),
    );
    await put(log, records);
  }
  const { looked, seen } = await search('heron');
  expect(looked).toBe(200);
  const steps = seen.map(([read]) => read);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(seen.at(-1)).toEqual([200, 200]);
  const bites = steps.map((read, i) => read - (steps[i - 1] ?? 0));
  // A bite is at most 1 MB of one lane: ten of these records.
  expect(Math.max(...bites)).toBeLessThanOrEqual(20);
});

it('goes on where a broker falls in the midst and comes back, and counts nothing twice', async () => {
  const port = await freePort();
  const proxy = await tcpProxy({ to: `127.0.0.1:${port}` });
  const own = await ownKafka({ ports: [{ own: port, told: proxy.port }] });
  options = { ...options, brokers: [`127.0.0.1:${proxy.port}`] };
  await opened();
  const value = Buffer.from(`a heron ${'x'.repeat(100_000)}`);
  for (let batch = 0; batch < 10; batch += 1)
    await put(
      log,
      Array.from({ length: 20 }, (_, i) => record(i % 4, `${batch}-${i}`, { value })),
    );
  let treated: Promise<void> | undefined;
  let isBack = false;
  let wentOn = false;
  async function fallAndComeBack(): Promise<void> {
    // From here on nothing more is read, however long its end takes.
    proxy.weather('hang');
    await own.kill();
    await own.restart();
    isBack = true;
    proxy.weather('clear');
  }
  const topics = await searchTopics(options, [TOPIC], {
    holds: (record) => record.value.includes('heron'),
    progress() {
      wentOn ||= isBack;
      treated ??= fallAndComeBack();
    },
  });
  await treated;
  expect(wentOn).toBe(true);
  expect(topics.get(TOPIC)).toMatchObject({ looked: 200, found: 200 });
  await own.stop();
  await proxy.stop();
});
