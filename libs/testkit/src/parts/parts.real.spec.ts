import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { freshDatabase } from '../fresh-database.js';
import { kafka, ownKafka, ownRedis, postgres, redis, redmine } from './index.js';

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

  it('leave no process behind when a part of one’s own stops', async () => {
    const own = await ownRedis();
    const [pid] = own.pids;
    expect(() => process.kill(pid ?? -1, 0)).not.toThrow();
    await own.stop();
    expect(() => process.kill(pid ?? -1, 0)).toThrow('ESRCH');
  });
});

async function freshClient(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect().finally(() => client.end());
}
