import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { migrate } from '#correlation/schema';
import { freshDatabase, until } from '#testkit';
import { kafka, ownPostgres, ownRedis } from '#testkit/parts';
import { toBytes } from '#contracts';
import { systemClock } from '../clock.js';
import { KafkaLog } from '../log/kafka/index.js';
import { laneOf } from '../log/lane-of.js';
import { spawnProcess } from './rehearsal/spawn-process.js';
import { word } from './rehearsal/two-stages.js';

const LANES = 4;
const server = await ownPostgres();
const { brokers } = await kafka();
const redis = await ownRedis();

type Done = { id: string; words: string; by: string };
type Held = { collects: number[]; does: number[] };

describe('an engine on Kafka, Postgres and Redis', () => {
  let prefix: string;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let log: KafkaLog;
  let outside: Server;
  let done: Done[];
  let nodes: ReturnType<typeof spawnProcess<Held>>[];

  beforeEach(async () => {
    prefix = `test-${randomUUID()}.`;
    database = await freshDatabase(server.url);
    await migrate(database.url, { lanes: LANES });
    log = new KafkaLog({
      brokers,
      lanes: LANES,
      clock: systemClock,
      logger: { warn() {}, error() {} },
      clientId: 'gateway',
      prefix,
    });
    await log.prepare(['session-events', 'deliveries']);
    done = [];
    nodes = [];
    outside = createServer(async (request, response) => {
      if (request.method === 'POST') done.push(JSON.parse(await text(request)) as Done);
      const found = request.method === 'POST' || done.some(({ id }) => request.url === `/${id}`);
      response.writeHead(found ? 200 : 404).end();
    });
    outside.listen(0, '127.0.0.1');
    await once(outside, 'listening');
  });

  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    await log.close();
    outside.closeAllConnections();
    outside.close();
    await database.drop();
  });
  afterAll(async () => {
    await redis.stop();
    await server.stop();
  });

  function start(name: string) {
    const { port } = outside.address() as AddressInfo;
    const args = [name, brokers.join(), prefix, database.url, redis.url, `http://127.0.0.1:${port}`];
    const node = spawnProcess<Held>('./node-process.ts', args);
    nodes.push(node);
    return node;
  }

  /** As a gateway would: again until it is acknowledged. */
  async function say(person: string, n: number): Promise<void> {
    const record = word(person, n, Date.now());
    const one = { ...toBytes(record), id: record.id, topic: record.topic, lane: laneOf(record.key, LANES) };
    await until(async () => {
      const sendBy = { wall: Date.now() + 2_000, monotonic: performance.now() + 2_000 };
      return (await log.publish([one], sendBy)).acknowledged.size === 1;
    });
  }

  const arrived = (person: string) =>
    done.flatMap(({ words }) => words.split(' ')).filter((one) => one.startsWith(`${person}:`));
  const expected = (person: string, count: number) => Array.from({ length: count }, (_, i) => `${person}:${i + 1}`);
  const holdsAll = ({ last }: { last: () => Held | undefined }) =>
    last()?.collects.length === LANES && last()?.does.length === LANES;
  const people = Array.from({ length: 20 }, (_, i) => `person${i}`);

  it('keeps the words of twenty chats in order, each once, across a rebalance and kill -9', async () => {
    const first = start('first');
    await until(() => holdsAll(first));
    for (let n = 1; n <= 12; n += 1) {
      await Promise.all(people.map((person) => say(person, n)));
      if (n === 4) start('second');
      if (n === 8) await first.kill();
    }
    await until(() => people.every((person) => arrived(person).length >= 12));
    for (const person of people) expect(arrived(person)).toEqual(expected(person, 12));
    expect(new Set(done.map(({ by }) => by))).toContain('second');
  });

  it('lets a node that stood still past its lease do nothing more, and its successor begin', async () => {
    const zombie = start('zombie');
    await until(() => holdsAll(zombie));
    await Promise.all(people.map((person) => say(person, 1)));
    await until(() => people.every((person) => arrived(person).length === 1));
    const successor = start('successor');
    await until(() => (successor.last()?.does.length ?? 0) > 0 && (zombie.last()?.does.length ?? 4) < 4);
    await Promise.all(people.map((person) => say(person, 2)));
    zombie.signal('SIGSTOP');
    await until(() => holdsAll(successor));
    await Promise.all(people.map((person) => say(person, 3)));
    await until(() => people.every((person) => arrived(person).length === 3));
    const before = { done: done.length, lines: zombie.lines.length };
    zombie.signal('SIGCONT');
    await until(() => zombie.lines.slice(before.lines).some(({ does }) => does.length === 0));
    expect(done.slice(before.done)).toEqual([]);
    for (const person of people) expect(arrived(person)).toEqual(expected(person, 3));
  });

  it('closes its windows though Redis is emptied in the middle of them', async () => {
    const node = start('node');
    await until(() => holdsAll(node));
    const operator = new Redis(redis.url);
    for (let n = 1; n <= 3; n += 1) {
      await Promise.all(people.map((person) => say(person, n)));
      await operator.flushall();
      expect(holdsAll(node)).toBe(true);
    }
    operator.disconnect();
    await until(() => people.every((person) => arrived(person).length === 3));
    for (const person of people) expect(arrived(person)).toEqual(expected(person, 3));
  });

  it('goes on by itself when Postgres crashes in the middle of its work and comes back', async () => {
    const node = start('node');
    await until(() => holdsAll(node));
    for (let n = 1; n <= 8; n += 1) {
      await Promise.all(people.map((person) => say(person, n)));
      if (n % 3 === 0) await crash(database.url);
    }
    await until(() => people.every((person) => arrived(person).length >= 8));
    for (const person of people) expect(arrived(person)).toEqual(expected(person, 8));
    expect(node.exited()).toBe(false);
  });
});

/**
 * One of Postgres' processes dies as by kill -9, so it ends all others, recovers from its write-ahead log and goes on
 * (https://www.postgresql.org/docs/current/server-shutdown.html).
 */
async function crash(url: string): Promise<void> {
  const client = await until(() => connected(url));
  await expect(client.query("COPY (SELECT) TO PROGRAM 'kill -9 $PPID'")).rejects.toThrow();
  await client.end();
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url }).on('error', () => undefined);
  await client.connect();
  return client;
}
