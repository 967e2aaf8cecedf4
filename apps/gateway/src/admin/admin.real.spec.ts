import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { channelId, chatKey, deskId, makeRecord, toBytes, userKey } from '#contracts';
import { migrate } from '#correlation/schema';
import { createDeadLetters } from '#dead-letters';
import { laneOf, systemClock } from '#lane';
import { PostgresLog } from '#lane/log/postgres';
import { silent } from '#telemetry';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { startGateway } from '../start.js';

const TOKEN = 'a-token-for-the-tests-of-the-admin-API';
const server = await postgres();
let database: Awaited<ReturnType<typeof freshDatabase>>;
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 1 });
});
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
  await database.drop();
});

async function stage({ configured = true, databaseUrl = database.url } = {}) {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  closers.push(() => pool.end());
  const log = new PostgresLog({ databaseUrl: database.url, lanes: 1, clock: systemClock, logger: silent });
  closers.push(() => log.close());
  await log.prepare(['session-events']);
  const channels = { keep: async () => new Set<string>(), letGo: async () => undefined };
  const parts = { log, channels, deadLetters: createDeadLetters({ db: pool, log, clock: systemClock }) };
  const health = { notReady: () => undefined, refused: () => [] };
  const gateway = await startGateway(
    { port: 0, adminToken: configured ? TOKEN : undefined, databaseUrl: database.url },
    { all: new Map() },
    parts,
    silent,
    health,
  );
  closers.push(() => gateway.close());
  const base = `http://127.0.0.1:${new URL(gateway.url).port}/admin/v1/dead-letters`;
  const ask = async (path: string, { body, token = TOKEN }: { body?: unknown; token?: string } = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' };
    const method = body === undefined ? 'GET' : 'POST';
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(base + path, { method, headers, ...(body !== undefined && { body: text }) });
    return { status: answer.status, text: await answer.text() };
  };
  const told = async (path: string, body?: unknown) => JSON.parse((await ask(path, { body })).text);
  return { ask, told, pool };
}

/** Letters of updates that no lane could take in. */
async function die(pool: Pool, count: number): Promise<void> {
  const [desk, channel] = [deskId('acme'), channelId('bot')];
  const [chat, user] = [chatKey(desk, channel, '7'), userKey(desk, channel, '7')];
  for (let n = 1; n <= count; n += 1) {
    const what = { kind: 'membership' as const, status: 'present' as const };
    const body = { chat, chatKind: 'private' as const, sender: { user, name: 'Anna' }, at: n, receivedAt: n, what };
    const record = makeRecord('session-events', 'update.v1', { key: chat, at: n, causes: [`${n}`], ordinal: 0, body });
    await pool.query(
      `INSERT INTO dead_letter (topic, lane, id, record_offset, key, kind, cause, value, desk, at, born_at)
       VALUES ('session-events', $1, $2, $3, $4, 'update.v1', 'the core threw TypeError', $5, 'acme', $3, $3)`,
      [laneOf(chat, 1), record.id, n, chat, toBytes(record).value],
    );
  }
}

describe('the admin API', () => {
  it('lists, shows, replays and discards dead letters', async () => {
    const { told, pool } = await stage();
    await die(pool, 3);
    const { letters, next } = await told('?desk=acme&limit=2');
    const [first, second] = letters.map(({ number }: { number: number }) => number);
    expect((await told(`?after=${next}`)).letters).toHaveLength(1);
    expect(await told(`/${first}`)).toMatchObject({ number: first, cause: 'the core threw TypeError', offset: 1 });
    expect(await told(`/${first}?body=true`)).toMatchObject({ body: { kind: 'update.v1' } });
    expect(await told('/replay', { letters: { numbers: [first] } })).toEqual({ kind: 'done', replayed: 1, left: [] });
    const discarded = await told('/discard', { letters: { filter: { desk: 'acme' } }, why: 'too old' });
    expect(discarded).toEqual({ discarded: 2, left: [] });
    const by = 'adminToken (admin API)';
    expect((await told(`/${second}`)).history).toMatchObject([{ what: 'discarded', by, why: 'too old' }]);
    expect((await told('')).letters).toEqual([]);
    expect((await told('?standing=replayed,discarded')).letters).toHaveLength(3);
  });

  it('keeps with a letter who it was, where they say so', async () => {
    const { told, pool } = await stage();
    await die(pool, 2);
    const [first, second] = (await told('')).letters.map(({ number }: { number: number }) => number);
    await told('/replay', { letters: { numbers: [first] }, by: ' Anna ' });
    await told('/discard', { letters: { numbers: [second] }, why: 'too old', by: 'Boris' });
    const by = async (number: number) => (await told(`/${number}`)).history.at(-1).by;
    expect([await by(first), await by(second)]).toEqual(['Anna (admin API)', 'Boris (admin API)']);
  });

  it('asks for patience where the database does not answer', async () => {
    const { ask } = await stage({ databaseUrl: 'postgres://someone@127.0.0.1:9/none' });
    const asked = [ask(''), ask('/1'), ask('/discard', { body: { letters: { numbers: [1] }, why: 'by phone' } })];
    for (const { status, text } of await Promise.all(asked))
      expect([status, text]).toEqual([503, '{"problems":["the database does not answer: the same once more, later"]}']);
  });

  it('says which numbers are those of no open letter, and does the rest', async () => {
    const { told, pool } = await stage();
    await die(pool, 2);
    const [first, second] = (await told('')).letters.map(({ number }: { number: number }) => number);
    const left = [{ kind: 'not-open', why: 'there is no such letter that is open', numbers: [4711] }];
    const replayed = await told('/replay', { letters: { numbers: [4711, first] } });
    expect(replayed).toEqual({ kind: 'done', replayed: 1, left });
    const discarded = await told('/discard', { letters: { numbers: [4711, second] }, why: 'too old' });
    expect(discarded).toEqual({ discarded: 1, left });
  });

  it.each([
    ['?limit=many', undefined],
    ['?after=secret', undefined],
    ['?words=secret', undefined],
    ['?since=1.5', undefined],
    ['?until=1e30', undefined],
    ['?after=99999999999999999999-1', undefined],
    ['?desk=secret%00', undefined],
    ['/replay', { letters: { filter: { cause: 'secret\0' } } }],
    ['/replay', {}],
    ['/replay', 'secret'],
    ['/discard', { letters: { numbers: [1] } }],
    ['/discard', { letters: { all: true }, why: ' ' }],
    ['/discard', { letters: { all: true }, why: 'secret\0' }],
    ['/discard', { letters: { all: false }, why: 'too old' }],
    ['/discard', { letters: { all: true }, why: 'too old', by: ' ' }],
    ['/replay', { letters: { all: true }, by: `secret${'y'.repeat(95)}` }],
  ])('says what is wrong with %s %j, and repeats none of it', async (path, body) => {
    const { ask } = await stage();
    const { status, text } = await ask(path, { body });
    expect([status, text]).toEqual([400, expect.stringContaining('problems')]);
    expect(text).not.toContain('secret');
  });

  it.each([
    ['/replay', { letters: { filter: {} } }],
    ['/discard', { letters: { filter: {} }, why: 'too old' }],
  ])('takes no empty filter for every letter at %s, and says how every one is chosen', async (path, body) => {
    const { ask, told, pool } = await stage();
    await die(pool, 2);
    const problem = 'letters.filter: an empty filter chooses nothing; { "all": true } is every letter';
    expect(await ask(path, { body })).toEqual({ status: 400, text: JSON.stringify({ problems: [problem] }) });
    expect((await told('')).letters).toHaveLength(2);
    expect(await told(path, { ...body, letters: { all: true } })).toMatchObject({ left: [] });
    expect((await told('')).letters).toEqual([]);
  });

  it('knows no letter that is not there', async () => {
    const { ask } = await stage();
    expect((await ask('/4711')).status).toBe(404);
  });

  it.each(['', '/1', '/replay'])(
    'lets nobody in at %j without its token, and reads nothing of theirs',
    async (path) => {
      const { ask } = await stage();
      for (const token of ['', 'x', `${TOKEN}x`, TOKEN.slice(1)]) {
        const { status, text } = await ask(path, { token, ...(path === '/replay' && { body: '{' }) });
        expect([status, text]).toEqual([401, 'not genuine']);
      }
    },
  );

  it('is not there unless it is configured', async () => {
    const { ask } = await stage({ configured: false });
    expect((await ask('')).status).toBe(404);
  });
});
