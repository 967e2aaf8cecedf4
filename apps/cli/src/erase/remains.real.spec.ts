import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { channelId, chatKey, deskId, recordId, sessionKey, TOPIC_NAMES, type TopicName, userKey } from '#contracts';
import { laneOf, systemClock } from '#lane';
import { KafkaLog } from '#lane/log/kafka';
import { kafka, postgres, redis } from '#testkit/parts';
import { type Cluster, openCluster } from '../cluster/rehearsal/cluster.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const LANES = 4;
const DAY_MS = 24 * 3_600_000;
const [acme, bot] = [deskId('acme'), channelId('telegram')];
const chat = (id: string) => chatKey(acme, bot, id);
const ANNA = userKey(acme, bot, '100200300');
const WORDS = 'a turquoise ibis';
const DESK = {
  id: 'acme',
  name: 'Acme',
  channels: [{ id: 'telegram', messenger: 'telegram', token: '1:x', webhookSecret: 'x'.repeat(20) }],
  tracker: { kind: 'redmine', url: 'http://127.0.0.1:9', apiKey: 'x' },
};

let cluster: Cluster;
let log: KafkaLog;
/** A cluster of which nothing runs: what is put into its stores stays there. */
async function opened({ retentionMs }: { retentionMs?: number } = {}): Promise<void> {
  cluster = await openCluster(ground, [DESK], { lanes: LANES, migrated: false });
  const logger = { warn() {}, error() {} };
  const { brokers } = ground;
  const prefix = `${cluster.name}.`;
  log = new KafkaLog({
    brokers,
    prefix,
    lanes: LANES,
    clock: systemClock,
    logger,
    clientId: 'test',
    ...(retentionMs && { retentionMs }),
  });
  await log.prepare(TOPIC_NAMES);
  expect(await cluster.run(['migrate'])).toMatchObject({ code: 0 });
}
beforeEach(() => opened());
afterEach(async () => {
  await log.close();
  await cluster.close();
});

async function publish(...records: readonly (readonly [TopicName, string, object])[]): Promise<void> {
  const sendBy = { wall: systemClock.now() + 60_000, monotonic: systemClock.monotonic() + 60_000 };
  const all = records.map(([topic, key, body], i) => {
    const id = recordId([key], i, body);
    return {
      id,
      topic,
      key,
      lane: laneOf(key, LANES),
      value: Buffer.from(JSON.stringify({ id, kind: 'x', at: 1, body })),
    };
  });
  expect((await log.publish(all, sendBy)).error).toBeUndefined();
  // As far as any service would come.
  await cluster.ask(`UPDATE lane SET next_offset = 1000`);
}
const ofAnna = ['--desk', 'acme', '--person', '100200300', '--channel', 'telegram', '--search', WORDS, '--yes'];
const lines = (output: string) => output.split('\n').filter((line) => /^ {2}(Postgres|Redis|Kafka)/.test(line));

it('says how many of a person’s records Kafka keeps in any lane, and until when, and takes nobody else’s for theirs', async () => {
  const group = chat('-100777');
  await publish(
    ['session-events', chat('100200300'), { text: 'hello' }],
    ['session-events', group, { sender: { user: ANNA }, text: 'hello, all' }],
    ['session-events', group, { sender: { user: userKey(acme, bot, '42') }, text: `Anna has ${WORDS}` }],
    ['session-events', chat('1002003001'), { text: 'nobody' }],
    ['session-events', chat('-100200300'), { text: 'nobody' }],
    ['tracker-work', 'account:acme/7', { session: sessionKey(group, ANNA) }],
    ['tracker-work', 'account:acme/8', { session: sessionKey(group, userKey(acme, bot, '9100200300')) }],
  );
  const { code, output } = await cluster.run(['erase', ...ofAnna]);
  const by = /gone by (.{16}) UTC, with the topic’s retention\.$/m.exec(output)?.[1] ?? '';
  expect(lines(output)).toEqual([
    '  Postgres: nothing of them is left.',
    '  Redis: nothing of them is left.',
    expect.stringContaining('Kafka, session-events: 3 of 5 records hold something of them; the last is gone by'),
    expect.stringContaining('Kafka, tracker-work: 1 of 2 records hold something of them; the last is gone by'),
    '  Kafka, deliveries: nothing of them is left.',
  ]);
  const left = Date.parse(`${by.replace(' ', 'T')}Z`) - Date.now();
  expect(left).toBeGreaterThan(8 * DAY_MS);
  expect(left).toBeLessThan(8 * DAY_MS + 10 * 60_000);
  expect(output).toContain('nothing of them is left but what goes by itself, by ');
  for (const secret of [WORDS, '100200300']) expect(output).not.toContain(secret);
  expect(code).toBe(0);
});

it('names every store in which something of them is left that should not be, and not what', async () => {
  await log.close();
  await cluster.close();
  await opened({ retentionMs: -1 });
  await publish(['deliveries', chat('100200300'), { text: WORDS }]);
  await cluster.ask(`CREATE TABLE added_later (words text)`);
  await cluster.ask(`INSERT INTO added_later VALUES ($1), ('seen by 100200300'), ('seen by 1002003001')`, [WORDS]);
  const operator = new Redis(ground.redis);
  await operator.set(`${cluster.name}:note`, WORDS, 'EX', 600);
  operator.disconnect();
  const { code, output } = await cluster.run(['erase', ...ofAnna]);
  expect(lines(output)).toEqual([
    '  Postgres: something of them is left in public.added_later.words: 2',
    '  Redis: something of them is left in its keys: 1',
    '  Kafka, session-events: nothing of them is left.',
    '  Kafka, tracker-work: nothing of them is left.',
    expect.stringContaining(
      'Kafka, deliveries: 1 of 1 records hold something of them, and the topic keeps its records for ever',
    ),
  ]);
  expect(output).toContain('Something of them is left that should not be.');
  for (const secret of [WORDS, '100200300']) expect(output).not.toContain(secret);
  expect(code).toBe(1);
  expect(await cluster.ask(`SELECT FROM erasure WHERE finished_at IS NOT NULL`)).toEqual([]);
});

it('looks for a desk in every lane, and leaves other desks out of it', async () => {
  const globex = deskId('globex');
  const theirs = ['1', '2', '3', '4', '5'].map((id) => ['deliveries', chatKey(globex, bot, id), {}] as const);
  await publish(...theirs, ['deliveries', chat('1'), {}], ['tracker-work', 'globex', { desk: 'globex' }]);
  await publish(['tracker-work', 'globex-2/1', { desk: 'globex-2' }]);
  const { code, output } = await cluster.run(['erase', '--desk', 'globex', '--yes']);
  expect(output).toContain('Kafka, deliveries: 5 of 6 records');
  expect(output).toContain('Kafka, tracker-work: 1 of 2 records');
  expect(code).toBe(0);
});

it('erases nothing while Kafka does not answer, and says so', async () => {
  await cluster.ask(`INSERT INTO shown_chat (chat, slots) VALUES ($1, '{}')`, [chat('100200300')]);
  const { code, output } = await cluster.run(['erase', ...ofAnna], { KAFKA_BROKERS: '127.0.0.1:9' });
  expect(output).toContain('Kafka does not answer as it should at 127.0.0.1:9');
  expect(code).toBe(1);
  expect(await cluster.ask(`SELECT FROM shown_chat`)).toHaveLength(1);
});
