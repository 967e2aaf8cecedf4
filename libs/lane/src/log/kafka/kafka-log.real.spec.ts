import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { until } from '#testkit';
import { kafka, ownKafka } from '#testkit/parts';
import { systemClock, type Clock } from '../../clock.js';
import { numbered, put, Reader, record, soon } from '../conformance/index.js';
import { TOPIC } from '../conformance/records.js';
import type { LogBatch } from '../log.js';
import { KafkaLog, type KafkaLogOptions } from './index.js';

const shared = await kafka();

describe('the Kafka log', () => {
  let prefix: string;
  let logs: KafkaLog[];

  const open = (options: Partial<KafkaLogOptions> = {}) => {
    const logger = { warn() {}, error() {} };
    const log = new KafkaLog({ ...shared, lanes: 4, clock: systemClock, logger, clientId: 'test', prefix, ...options });
    logs.push(log);
    return log;
  };
  const ready = async (options: Partial<KafkaLogOptions> = {}) => {
    const log = open(options);
    await log.prepare([TOPIC]);
    return log;
  };

  beforeEach(() => {
    prefix = `test-${randomUUID()}.`;
    logs = [];
  });
  afterEach(() => Promise.all(logs.map((log) => log.close())));

  it('tells how far its group was told each lane is, also to who comes later, and nothing of a lane it never spoke of', async () => {
    const log = await ready();
    await put(log, numbered(0, 5));
    const first = await new Reader().join(log);
    await until(() => first.records.length === 5);
    await until(async () => (await first.subscription.told(0)) === 5, { every: 200 });
    await first.subscription.stop(1_000);
    const later = await new Reader({ onAssigned: (it) => it.seek(0, 5) }).join(open());
    expect(await Promise.all([0, 1].map((lane) => later.subscription.told(lane)))).toEqual([5, undefined]);
  });

  it('keeps each lane in order across rebalances when kept lanes are sought and new ones wait for their offset', async () => {
    const writer = await ready();
    /** What a lane row would hold: the next offset of each lane, and the order in which records were taken in. */
    const rows = new Map([0, 1, 2, 3].map((lane) => [lane, { next: 0, taken: [] as string[] }]));
    const member = () =>
      new Reader({
        onAssigned: (it, lanes) => lanes.forEach((lane) => it.seek(lane, rows.get(lane)?.next ?? 0)),
        onBatch: async ({ lane, first, records }) => {
          const row = rows.get(lane);
          if (!row || row.next !== first) return;
          row.next += records.length;
          row.taken.push(...records.map(({ value }) => value.toString()));
        },
      });
    const all = [0, 1, 2, 3].flatMap((lane) => numbered(lane, 300));
    const publishing = (async () => {
      for (let index = 0; index < 300; index += 10) {
        const part = all.filter(({ id }) => Math.floor(Number(id.split('-')[1]) / 10) === index / 10);
        expect((await writer.publish(part, soon())).error).toBeUndefined();
      }
    })();
    const first = await member().join(open());
    const second = await member().join(open());
    await until(() => first.lanes.length === 2 && second.lanes.length === 2);
    await first.subscription.stop(1_000);
    const third = await member().join(open());
    await until(() => second.lanes.length === 2 && third.lanes.length === 2);
    await publishing;
    await until(() => [...rows.values()].every(({ taken }) => taken.length === 300));
    for (const [lane, { taken }] of rows) expect(taken).toEqual(numbered(lane, 300).map(({ id }) => id));
  });

  it('lets a member that stopped lose its lanes, and know it by its last heartbeat when it goes on', async () => {
    const log = await ready();
    const stopped = readerProcess(shared.brokers, prefix);
    await until(() => stopped.last()?.lanes.length === 4);
    const other = await new Reader().join(log);
    await until(() => other.lanes.length === 2 && stopped.last()?.lanes.length === 2);

    process.kill(stopped.pid, 'SIGSTOP');
    await until(() => other.lanes.length === 4);
    const before = stopped.lines.length;
    process.kill(stopped.pid, 'SIGCONT');
    await until(() => stopped.lines.length > before);
    expect(stopped.lines[before]?.age).toBeGreaterThan(5_000);
    await until(() => other.lanes.length === 2 && (stopped.last()?.age ?? Infinity) < 3_000);
    await stopped.end();
  });

  it('says once that it has failed when its brokers are gone, and logs that once', async () => {
    const own = await ownKafka();
    const logged: string[] = [];
    const logger = { warn() {}, error: (_: object, text: string) => void logged.push(text) };
    const log = await ready({ brokers: own.brokers, logger });
    const reader = await new Reader().join(log);
    await own.kill();
    await until(() => reader.errors.length > 0, { within: 180_000 });
    expect(await log.publish([record(0, 'x')], soon())).toMatchObject({ acknowledged: new Set(), error: {} });
    await log.close();
    expect(reader.errors).toMatchObject([{ kind: 'consumer-gone' }]);
    expect(logged).toHaveLength(1);
    await own.stop();
  });

  it('resets a publish that a hung broker does not acknowledge, and goes on once the broker does', async () => {
    const own = await ownKafka();
    const log = await ready({ brokers: own.brokers });
    await put(log, [record(0, 'before')]);
    await own.pause();
    const { acknowledged, error } = await log.publish([record(0, 'hung')], soon());
    expect([acknowledged.size, error]).toMatchObject([0, { kind: 'unanswered' }]);
    await own.resume();
    await until(async () => (await log.publish([record(0, 'after')], soon())).acknowledged.has('after'));
    await own.stop();
  });

  it('acknowledges what other brokers have taken while one of them hangs', async () => {
    const own = await ownKafka({ brokers: 3 });
    const options = { brokers: own.brokers, lanes: 12, replicationFactor: 1, minInsyncReplicas: 1 };
    const first = await ready(options);
    const all = Array.from({ length: 12 }, (_, lane) => record(lane, `lane ${lane}`));
    await until(async () => (await first.publish(all, soon())).acknowledged.size === 12);
    // One that has not failed yet, and so publishes to all brokers together.
    const log = open(options);
    expect((await log.publish(all, soon())).acknowledged.size).toBe(12);
    const reader = await new Reader().join(log);
    await until(() => all.every(({ lane }) => reader.fetches.includes(lane)));
    await own.pause(0);
    const together = await log.publish(all, soon());
    expect(together).toMatchObject({ acknowledged: new Set(), error: { kind: 'unanswered' } });
    const apart = await log.publish(all, soon());
    expect(apart.error).toBeDefined();
    expect(apart.acknowledged.size).toBe(8);
    await own.stop();
  });

  it('says that nothing was taken when a topic lacks the lane', async () => {
    const log = await ready();
    const { acknowledged, error } = await log.publish([record(7, 'nowhere'), record(1, 'somewhere')], soon());
    expect([[...acknowledged], error]).toMatchObject([['somewhere'], { kind: 'refused' }]);
  });

  it('says of a record that is larger than its topic takes that it is too large, and takes the next one', async () => {
    const log = await ready();
    const large = record(0, 'large', { value: Buffer.alloc(9 * 1024 * 1024, 'x') });
    expect(await log.publish([large], soon())).toMatchObject({ acknowledged: new Set(), error: { kind: 'too-large' } });
    await put(log, numbered(0, 1));
    const reader = await new Reader().join(log);
    await until(() => reader.records.length > 0);
    expect(reader.values()).toEqual(['0-0']);
  });

  it('takes the first record of every lane as soon as its topics are prepared', async () => {
    const log = await ready({ lanes: 200 });
    const all = Array.from({ length: 200 }, (_, lane) => record(lane, `lane ${lane}`));
    const { acknowledged, error } = await log.publish(all, soon());
    expect([acknowledged.size, error]).toEqual([200, undefined]);
  });

  it('is prepared on several brokers, of which some know of a new topic sooner than others', async () => {
    const own = await ownKafka({ brokers: 3 });
    const topics = ['session-events', 'tracker-work', 'deliveries'] as const;
    for (let i = 0; i < 3; i += 1) {
      const log = open({ brokers: own.brokers, lanes: 12, prefix: `${prefix}${i}.` });
      await log.prepare(topics);
      await log.close();
    }
    await own.stop();
  });

  it('sends nothing when the time to send passes between the call and the socket', async () => {
    let ahead = 0;
    const clock: Clock = { ...systemClock, monotonic: () => systemClock.monotonic() + ahead };
    const log = await ready({ clock });
    const answer = log.publish([record(0, 'late')], soon());
    ahead = 120_000;
    expect(await answer).toMatchObject({ acknowledged: new Set(), error: { kind: 'too-late' } });
    ahead = 0;
    await until(async () => (await log.publish([record(0, 'in time')], soon())).acknowledged.size === 1);
    const reader = await new Reader().join(log);
    await until(() => reader.records.length > 0);
    expect(reader.values()).toEqual(['in time']);
  });

  it('fails loudly when records were deleted that a lane has not read', async () => {
    const log = await ready();
    await put(log, numbered(0, 10));
    const admin = new kafkajs.Kafka({ brokers: shared.brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    // kafkajs deletes only from topics it has asked about before.
    await admin.fetchTopicOffsets(prefix + TOPIC);
    await admin.deleteTopicRecords({ topic: prefix + TOPIC, partitions: [{ partition: 0, offset: '6' }] });
    await admin.disconnect();
    const reader = await new Reader({ onAssigned: (it) => it.seek(0, 2) }).join(log);
    await until(() => reader.errors.length > 0);
    expect(reader.errors).toMatchObject([{ kind: 'offset-out-of-range' }]);
    expect(reader.records).toEqual([]);
  });

  it('names the way out when a topic has another number of lanes', async () => {
    await ready();
    await expect(open({ lanes: 8 }).prepare([TOPIC])).rejects.toMatchObject({
      kind: 'lanes-differ',
      message: expect.stringContaining('Set LANES=4; or, to change it, let every service drain'),
    });
  });

  it('shows the group how far its lanes are, and nothing of what is still being taken in', async () => {
    const log = await ready();
    await put(log, numbered(0, 5));
    let underWay = false;
    const onBatch = ({ lane }: LogBatch) => {
      underWay ||= lane === 0;
      return lane === 0 ? new Promise<void>(() => undefined) : Promise.resolve();
    };
    const reader = await new Reader({ onBatch }).join(log, 'shown');
    await until(() => underWay);
    await put(log, numbered(1, 5));
    await until(async () => (await reader.subscription.told(1)) === 5);
    await reader.subscription.stop(1_000);
    const admin = new kafkajs.Kafka({ brokers: shared.brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    const [topic] = await admin.fetchOffsets({ groupId: `${prefix}shown`, topics: [prefix + TOPIC] });
    await admin.disconnect();
    const offsets = new Map(topic?.partitions.map(({ partition, offset }) => [partition, offset]));
    expect([offsets.get(0), offsets.get(1)]).toEqual(['-1', '5']);
  });
});

type Line = { lanes: number[]; age: number };

function readerProcess(brokers: readonly string[], prefix: string) {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const register = here('../../../../../tools/source/register.mjs');
  const args = ['--import', register, here('./reader-process.ts'), brokers.join(','), prefix];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const lines: Line[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line) as Line));
  const gone = once(child, 'exit');
  return {
    pid: child.pid ?? -1,
    lines,
    last: () => lines.at(-1),
    async end() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
