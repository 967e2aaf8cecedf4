import { createConnection } from 'node:net';
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { until } from '#testkit';
import { freshPlace, type Place } from '../rehearsal/npm-start.js';
import { startPostgres, type EmbeddedPostgres } from './start-postgres.js';
import { readPostmaster } from './survivor.js';

/** Generous: the machine may be busy with other tests. */
const PATIENCE = { within: 60_000 };

describe('the embedded Postgres', () => {
  let place: Place;
  let running: EmbeddedPostgres[];

  beforeEach(async () => {
    place = await freshPlace();
    running = [];
  });
  afterEach(async () => {
    for (const one of running) await one.stop();
    await place.leave();
  });

  async function start(): Promise<EmbeddedPostgres> {
    const options = { folder: join(place.folder, 'postgres'), name: 'spec', password: 'secret', say: () => undefined };
    const started = await startPostgres(options);
    running.push(started);
    return started;
  }

  const dataIn = ({ folder }: Place) => join(folder, 'postgres', 'data');
  async function kill(): Promise<void> {
    const { pid } = (await readPostmaster(dataIn(place))) ?? {};
    if (pid === undefined) throw new Error('No Postgres runs here.');
    process.kill(pid, 'SIGKILL');
  }

  it('is gone on with where a killed parent has left it running', async () => {
    const { url } = await start();
    await query(url, 'CREATE TABLE kept (word text)');
    expect((await start()).url).toBe(url);
    await query(url, 'SELECT word FROM kept');
  });

  it('keeps everything from one start to the next, and is gone once it is stopped', async () => {
    const first = await start();
    await query(first.url, `CREATE TABLE kept AS SELECT 'still here' AS word`);
    await first.stop();
    const socket = createConnection(Number(new URL(first.url).port), '127.0.0.1');
    expect(await once(socket, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    expect(await query((await start()).url, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }]);
  });

  it('is started again at its port where it is killed, with everything that was committed', async () => {
    const { url } = await start();
    await query(url, `CREATE TABLE kept AS SELECT 'still here' AS word`);
    await kill();
    expect(await until(() => query(url, 'SELECT word FROM kept'), PATIENCE)).toEqual([{ word: 'still here' }]);
  });

  it('is lost, in a sentence, where it is killed and cannot start again', async () => {
    const { lost } = await start();
    await rename(join(dataIn(place), 'PG_VERSION'), join(dataIn(place), 'moved'));
    await kill();
    await expect(lost).rejects.toThrow(/^Postgres ended. Postgres did not start: .*postgres.log/s);
  });

  it('is not kept from starting by a file that names the process of someone else', async () => {
    const first = await start();
    await first.stop();
    const file = join(dataIn(place), 'postmaster.pid');
    await writeFile(file, `${process.ppid}\n/elsewhere\n1\n5432\n\n127.0.0.1\n\nready\n`);
    await query((await start()).url, 'SELECT 1');
  });

  it('takes nobody without the password', async () => {
    const { url } = await start();
    await expect(query(url.replace('secret', 'guess'), 'SELECT 1')).rejects.toThrow('password authentication failed');
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
