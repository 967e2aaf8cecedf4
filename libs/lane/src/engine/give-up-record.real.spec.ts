import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { toBytes, type TopicRecord } from '#contracts';
import { migrate } from '#correlation/schema';
import { silent } from '#telemetry';
import { freshDatabase, until } from '#testkit';
import { kafka, postgres } from '#testkit/parts';
import { systemClock } from '../clock.js';
import { KafkaLog } from '../log/kafka/index.js';
import type { LogBatch } from '../log/log.js';
import { createPostgresStore } from '../store/postgres/index.js';
import { createEngine, type Engine } from './engine.js';
import { chatOfPerson, collector, word } from './rehearsal/two-stages.js';

const server = await postgres();
const { brokers } = await kafka();
/** Goes into a record of the log once, and not twice. */
const LONG = 'x'.repeat(5 * 1024 * 1024);
let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;
let log: KafkaLog;
let engine: Engine;

beforeEach(async () => {
  database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 1 });
  pool = new Pool({ connectionString: database.url, max: 4, pipeline: true } as object);
  const prefix = `test-${randomUUID()}.`;
  log = new KafkaLog({ brokers, lanes: 1, clock: systemClock, logger: silent, clientId: 'test', prefix });
  await log.prepare(['session-events', 'deliveries']);
  engine = createEngine({
    service: { ...collector<never>(2), unpublished: () => ({ publish: [word('told', 1, Date.now())] }) },
    log,
    group: 'test',
    store: createPostgresStore({ pool, side: { reads: () => undefined, apply: () => [] } }),
    clock: systemClock,
    logger: silent,
    holder: 'test',
    random: Math.random,
    inboxKeepsMs: 8 * 86_400_000,
  });
});
afterEach(async () => {
  await engine.stop(5_000);
  await log.close();
  await pool.end();
  await database.drop();
});

const publish = (record: TopicRecord) =>
  until(async () => {
    const sendBy = { wall: Date.now() + 5_000, monotonic: performance.now() + 5_000 };
    const one = { ...toBytes(record), id: record.id, topic: record.topic, lane: 0 };
    return (await log.publish([one], sendBy)).acknowledged.size === 1;
  });

it('what Kafka refuses for its size is a dead letter, and its lane goes on', async () => {
  const keys: string[] = [];
  const reader = await log.subscribe('deliveries', 'reader', {
    assigned(lanes, subscription) {
      for (const lane of lanes) subscription.seek(lane, 0);
    },
    async batch({ records, first, resolve }: LogBatch) {
      keys.push(...records.map(({ key }) => key));
      resolve(first + records.length);
    },
    fetched() {},
    failed() {},
  });
  await publish(word('anna', 1, Date.now(), LONG));
  await engine.start(() => undefined);
  const letters = async () => (await pool.query('SELECT topic, lane, key, kind, cause FROM dead_letter')).rows;
  await until(async () => (await letters()).length > 0);
  await publish(word('boris', 1, Date.now()));
  // What is told is an utterance as well, by the first stage again.
  await until(() => new Set(keys).size === 2);
  expect(new Set(keys)).toEqual(new Set(['boris', 'told'].map(chatOfPerson)));
  expect(await letters()).toEqual([
    {
      ...{ topic: 'deliveries', lane: 0, key: chatOfPerson('anna'), kind: 'delivery.v1' },
      cause: 'the log takes no record so large',
    },
  ]);
  await reader.stop(1_000);
});
