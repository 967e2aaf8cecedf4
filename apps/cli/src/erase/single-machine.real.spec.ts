import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { channelId, chatKey, deskId, recordId } from '#contracts';
import { laneOf, systemClock } from '#lane';
import { PostgresLog } from '#lane/log/postgres';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { runToEnd } from '../cluster/rehearsal/service-process.js';

const { url } = await postgres();
const LANES = 2;
const chat = (id: string) => chatKey(deskId('acme'), channelId('telegram'), id);
const ERASE_ANNA = ['erase', '--desk', 'acme', '--person', '100200300', '--channel', 'telegram', '--yes'];
let database: Awaited<ReturnType<typeof freshDatabase>>;
let folder: string;
let client: Client;

beforeEach(async () => {
  database = await freshDatabase(url);
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-single-'));
  const channels = [{ id: 'telegram', messenger: 'telegram', token: '1:x' }];
  const tracker = { kind: 'redmine', url: 'http://127.0.0.1:9', apiKey: 'x' };
  const desks = [{ id: 'acme', name: 'Acme', channels, tracker }];
  const settings = { databaseUrl: database.url, secret: 'x'.repeat(40), lanes: LANES, desks };
  await writeFile(join(folder, 'relaydesk.yaml'), JSON.stringify(settings));
  expect(await run('migrate')).toMatchObject({ code: 0 });
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) => runToEnd(args, join(folder, 'relaydesk.yaml'));

/** Records of the log of a single machine, all of them taken in. */
async function keep(...records: readonly (readonly [key: string, body: object])[]): Promise<void> {
  const logger = { warn() {}, error() {} };
  const log = new PostgresLog({ databaseUrl: database.url, lanes: LANES, clock: systemClock, logger });
  await log.prepare(['session-events']);
  const all = records.map(([key, body], i) => {
    const value = Buffer.from(JSON.stringify({ body }));
    return { id: recordId([key], i, body), topic: 'session-events' as const, key, lane: laneOf(key, LANES), value };
  });
  const sendBy = { wall: systemClock.now() + 60_000, monotonic: systemClock.monotonic() + 60_000 };
  expect((await log.publish(all, sendBy)).error).toBeUndefined();
  await log.close();
  await client.query(`UPDATE lane SET next_offset = 1000`);
}

it('erases a person from the log of a single machine, and finds nothing of them left', async () => {
  await keep([chat('100200300'), {}], [chat('-100777'), { reader: chat('100200300') }], [chat('1002003001'), {}]);
  const { code, output } = await run(...ERASE_ANNA);
  expect(output).toContain('  Postgres: nothing of them is left.');
  expect(output).toContain('All that Relaydesk keeps was searched: nothing of them is left.');
  expect(output).not.toMatch(/Kafka|Redis/);
  expect(code).toBe(0);
  const { rows } = await client.query<{ key: string }>('SELECT key FROM log_record');
  expect(rows).toEqual([{ key: chat('1002003001') }]);
});

it('says where in the log of a single machine somebody else has named them', async () => {
  await keep([chat('42'), { text: 'she is 100200300' }]);
  const { code, output } = await run(...ERASE_ANNA);
  expect(output).toContain('  Postgres: something of them is left in public.log_record.value: 1');
  expect(output).not.toContain('100200300');
  expect(code).toBe(1);
});
