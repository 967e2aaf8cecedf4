import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { freshDatabase } from '../fresh-database.js';
import { tcpProxy } from '../proxies/index.js';
import { until } from '../until.js';
import { kafka, ownKafka, ownPostgres, ownRedis, postgres, redis, redmine } from './index.js';

async function connects(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  const open = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return open;
}

const portOf = (address: string) => Number(new URL(address.includes('://') ? address : `tcp://${address}`).port);

describe('the parts of a test run', () => {
  it('are the same server for everyone who asks', async () => {
    expect(await postgres()).toEqual(await postgres());
    expect(await redis()).toEqual(await redis());
    expect(await kafka()).toEqual(await kafka());
  });

  it('give each test file a database that vanishes with it', async () => {
    const server = await postgres();
    const database = await freshDatabase(server.url);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ count: string }>('select count(*) from pg_tables where schemaname = $1', [
      'public',
    ]);
    await client.end();
    expect(rows).toEqual([{ count: '0' }]);
    await database.drop();
    await expect(freshClient(database.url)).rejects.toThrow('does not exist');
  });

  it('serve Kafka on every broker of a cluster of one’s own', async () => {
    const cluster = await ownKafka({ brokers: 3 });
    expect(cluster.brokers).toHaveLength(3);
    for (const broker of cluster.brokers) expect(await connects('127.0.0.1', portOf(broker))).toBe(true);
    await cluster.stop();
    for (const broker of cluster.brokers) expect(await connects('127.0.0.1', portOf(broker))).toBe(false);
  });

  it('bring a Redmine in which each person has a key and a place', async () => {
    const { url, people, projects, telegramField } = await redmine();
    const visible = async (login: string) => {
      const headers = { 'x-redmine-api-key': people[login]?.apiKey ?? '' };
      const response = await fetch(`${url}/projects.json`, { headers });
      const body = (await response.json()) as { projects: { identifier: string }[] };
      return body.projects.map((project) => project.identifier).sort();
    };
    expect(await visible('anna')).toEqual(['warehouse', 'web-shop']);
    expect(await visible('mark')).toEqual(['web-shop']);
    expect(await visible('vera')).toEqual(['warehouse']);
    expect(Object.keys(projects).sort()).toEqual(['warehouse', 'web-shop']);
    expect(telegramField).toBeGreaterThan(0);
  });

  it('can be paused, woken and killed where they are one’s own', async () => {
    const own = await ownPostgres();
    const proxy = await tcpProxy({ to: own.url });
    const client = new Client({ connectionString: proxy.through(own.url) });
    client.on('error', () => undefined);
    await client.connect();
    await own.pause();
    let answered = false;
    const asking = client.query('select 1').then(() => (answered = true));
    expect(await connects('127.0.0.1', portOf(own.url))).toBe(true);
    expect(answered).toBe(false);
    await own.resume();
    expect(await asking).toBe(true);
    await own.kill();
    await until(async () => !(await connects('127.0.0.1', portOf(own.url))));
    await own.stop();
    await client.end().catch(() => undefined);
    await proxy.stop();
  });

  it('can be started again where they are one’s own, at the same address and with what they had kept', async () => {
    const own = await ownPostgres();
    const database = await freshDatabase(own.url);
    await own.restart();
    await (await freshClient(database.url)).end();
    const cache = await ownRedis();
    await cache.kill();
    await until(async () => !(await connects('127.0.0.1', portOf(cache.url))));
    await cache.restart();
    expect(await connects('127.0.0.1', portOf(cache.url))).toBe(true);
    await Promise.all([own.stop(), cache.stop()]);
  });

  it('are gone once stopped, even where one was paused', async () => {
    const own = await ownRedis();
    await own.pause();
    await own.stop();
    expect(await connects('127.0.0.1', portOf(own.url))).toBe(false);
  });
});

async function freshClient(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect().catch((error: unknown) => client.end().then(() => Promise.reject(error)));
  return client;
}
