import { createHmac } from 'node:crypto';
import { Agent, request as openRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { channelId, deskId, issueId } from '#contracts';
import type { ChannelOwnership } from '#correlation';
import { createDeadLetters } from '#dead-letters';
import { type Log, type Publishable, systemClock } from '#lane';
import { virtualClock } from '#lane/rehearsal';
import { CREDENTIAL, memoryMessenger, MemoryWorld } from '#messengers/memory';
import { silent } from '#telemetry';
import { type RunningGateway, type ServedDesk, startGateway } from './start.js';

const DESK = deskId('acme');
const CHANNEL = channelId('bot');
const HOOK = '/messenger/acme/bot';
const update = (id: number) => ({
  id,
  chat: '7',
  kind: 'private',
  user: '7',
  name: 'Anna',
  at: 1,
  what: { kind: 'message', message: String(id), text: { text: 'Hi', marks: [] }, files: [] },
});

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

type Options = { drainSeconds?: number; adminToken?: string; keep?: ChannelOwnership['keep'] };

async function stage({ keep = async (names) => new Set(names), ...options }: Options = {}, clock = systemClock) {
  const written: Publishable[] = [];
  const state = { answers: true };
  const log: Pick<Log, 'lanes' | 'publish'> = {
    lanes: 4,
    async publish(records) {
      if (!state.answers) return { acknowledged: new Set<string>() };
      written.push(...records);
      return { acknowledged: new Set(records.map(({ id }) => id)) };
    },
  };
  const messenger = memoryMessenger(new MemoryWorld()).create(
    { credential: CREDENTIAL },
    { desk: DESK, channel: CHANNEL },
  );
  const accept = (headers: Readonly<Record<string, string | undefined>>, body: Buffer) =>
    headers['x-signature'] === createHmac('sha256', 'hook').update(body).digest('hex')
      ? [{ issue: issueId('4318') }]
      : undefined;
  const desk: ServedDesk = { id: DESK, channels: new Map([[CHANNEL, messenger]]), tracker: { webhook: { accept } } };
  const quiet: ServedDesk = { id: deskId('quiet'), channels: new Map(), tracker: {} };
  const desks = { all: new Map([desk, quiet].map((one) => [one.id, one])) };
  const databaseUrl = 'postgres://user:password@db.example.com/relaydesk';
  const config = { port: 0, publicUrl: 'https://x.example.com', databaseUrl, ...options };
  const channels = { keep, letGo: async () => undefined };
  const refused = ['globex: the credential of its tracker is refused'];
  const health = { notReady: () => undefined, refused: () => refused };
  const away = () => Promise.reject(new Error('no database'));
  const deadLetters = createDeadLetters({ db: { query: away, connect: away }, log, clock });
  const parts = { log, channels, deadLetters, clock };
  const gateway: RunningGateway = await startGateway(config, desks, parts, silent, health);
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= gateway.close());
  open.push(close);
  const at = new URL(gateway.url);

  type Headers = Record<string, string>;
  const ask = (method: string, path: string, body?: string | Buffer, headers: Headers = {}, agent?: Agent) =>
    new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
      const request = openRequest(
        { host: '127.0.0.1', port: at.port, method, path, headers, agent: agent ?? false },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
        },
      );
      request.on('error', reject).end(body);
    });
  const genuine = { 'x-memory-credential': CREDENTIAL, 'content-type': 'application/json' };
  const tell = (body: string | Buffer, agent?: Agent) => ask('POST', HOOK, body, genuine, agent);
  return { written, state, gateway, port: Number(at.port), ask, tell, genuine, close };
}

describe('a messenger’s webhook', () => {
  it('is answered 200 once the log has the update', async () => {
    const { tell, written } = await stage();
    expect((await tell(JSON.stringify(update(1)))).status).toBe(200);
    expect(written).toHaveLength(1);
  });

  it('told twice is the same record', async () => {
    const { tell, written } = await stage();
    await tell(JSON.stringify(update(1)));
    await tell(JSON.stringify(update(1)));
    expect(new Set(written.map(({ id }) => id)).size).toBe(1);
  });

  it('is answered 503 with a time to come back while the log does not take it', async () => {
    const { tell, state } = await stage();
    state.answers = false;
    const { status, headers } = await tell(JSON.stringify(update(1)));
    expect(status).toBe(503);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it.each([
    ['no secret', {}],
    ['a wrong one', { 'x-memory-credential': 'wrong' }],
    ['a longer one', { 'x-memory-credential': `${CREDENTIAL}x` }],
  ])('with %s is refused, and nothing is written', async (_, headers: Record<string, string>) => {
    const { ask, written } = await stage();
    const { status, text } = await ask('POST', HOOK, JSON.stringify(update(1)), headers);
    expect(status).toBe(401);
    expect(text).not.toContain(CREDENTIAL);
    expect(written).toEqual([]);
  });

  it.each([
    '/messenger/acme/nobody',
    '/messenger/nobody/bot',
    '/%6Dessenger/acme/bot',
    '/messenger/acme/b%6Ft',
    '/messenger/acme%2Fbot/x',
    '//messenger/acme/bot',
    '/messenger//acme/bot',
    '/messenger/acme/bot/',
    '/Messenger/acme/bot',
    '/messenger/acme/bot;x',
    '/x/../messenger/acme/bot',
    '/messenger/acme/bot?secret=x',
    '/messenger/acme/%',
  ])('spelt %s leads past no check', async (path) => {
    const { ask, written } = await stage();
    const { status } = await ask('POST', path, JSON.stringify(update(1)), { 'content-type': 'application/json' });
    expect([400, 401, 404]).toContain(status);
    expect(written).toEqual([]);
  });

  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'])('does nothing for %s', async (method) => {
    const { ask, genuine, written } = await stage();
    const { status } = await ask(method, HOOK, undefined, genuine);
    expect([404, 405]).toContain(status);
    expect(written).toEqual([]);
  });

  it('is refused before its body comes, where its secret is wrong', async () => {
    const { port } = await stage();
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          `POST ${HOOK} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n{`,
        ),
      );
      socket.on('error', reject).once('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it.each([
    ['truncated JSON', '{"id": 1, "chat', 400],
    ['no body', '', 400],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), 400],
    ['2 MB', Buffer.alloc(2 * 1_048_576, '['), 413],
  ])('with %s is refused, and nothing is written', async (_, body, expected) => {
    const { tell, written, gateway } = await stage();
    const { status } = await tell(body);
    expect(status).toBe(expected);
    expect(written).toEqual([]);
    expect(gateway.notReady()).toBeUndefined();
  });

  it.each([
    ['of an unknown kind', { id: 9, happened: 'tomorrow' }, 'unknown'],
    ['without an id', { chat: '7' }, 'without an id'],
    ['that is only a number', 7, 'without an id'],
    ['that is null', null, 'without an id'],
  ])('that tells something %s is answered 200 and counted by name', async (_, body, name) => {
    const { tell, written, gateway } = await stage();
    expect((await tell(JSON.stringify(body))).status).toBe(200);
    expect(written).toEqual([]);
    expect([...gateway.ignored]).toEqual([[name, 1]]);
  });
});

describe('a tracker’s webhook', () => {
  const sign = (body: string) => ({ 'x-signature': createHmac('sha256', 'hook').update(body).digest('hex') });

  it('becomes a hint, the same one when it is told again', async () => {
    const { ask, written } = await stage();
    const body = '{"issue": 4318}';
    for (const _ of [1, 2]) expect((await ask('POST', '/tracker/acme', body, sign(body))).status).toBe(204);
    expect(written.map(({ topic }) => topic)).toEqual(['tracker-work', 'tracker-work']);
    expect(new Set(written.map(({ id }) => id)).size).toBe(1);
  });

  it('that is not signed is refused', async () => {
    const { ask, written } = await stage();
    expect((await ask('POST', '/tracker/acme', '{}', sign('other'))).status).toBe(401);
    expect((await ask('POST', '/tracker/acme', undefined)).status).toBe(401);
    expect(written).toEqual([]);
  });

  it.each(['/tracker/quiet', '/tracker/nobody', '/tracker/%00'])('at %s is not there', async (path) => {
    const { ask } = await stage();
    expect((await ask('POST', path, '{}', sign('{}'))).status).toBe(404);
  });
});

describe('a gateway that is ready', () => {
  it('says what it works without', async () => {
    const { ask } = await stage();
    const { status, text, headers } = await ask('GET', '/health/ready');
    expect([status, text]).toEqual([200, 'ready\nglobex: the credential of its tracker is refused']);
    expect(headers['content-type']).toContain('text/plain');
  });

  it('says what its database says instead of whose its channels are, and without a password', async () => {
    const clock = virtualClock();
    const keep = () =>
      Promise.reject(Object.assign(new Error('relation "channels" does not exist'), { code: '42P01' }));
    const { ask, close } = await stage({ keep }, clock);
    await clock.advance(6_000);
    expect((await ask('GET', '/health/ready')).text.split('\n')[2]).toBe(
      'The tables are not in the database relaydesk yet: run relaydesk migrate. Until then no channel is polled, and no webhook is set.',
    );
    const closing = close();
    await clock.advance(10_000);
    await closing;
  });
});

describe('a gateway that ends', () => {
  it('is not ready first, and goes on answering for a while', async () => {
    const clock = virtualClock();
    const { ask, tell, close, gateway } = await stage({ drainSeconds: 5 }, clock);
    expect((await ask('GET', '/health/ready')).status).toBe(200);
    const closing = close();
    const ready = await ask('GET', '/health/ready');
    expect([ready.status, ready.text]).toEqual([503, expect.stringContaining('ending')]);
    expect((await ask('GET', '/health/live')).status).toBe(200);
    let answered = false;
    const told = tell(JSON.stringify(update(1))).finally(() => (answered = true));
    while (!answered) await clock.advance(0);
    expect((await told).status).toBe(200);
    expect(gateway.notReady()).toBe('ending');
    await clock.advance(5_000);
    await closing;
    await expect(tell(JSON.stringify(update(2)))).rejects.toThrow();
  });

  it('tells whoever keeps a connection to it to let that go', async () => {
    const clock = virtualClock();
    const { tell, close } = await stage({ drainSeconds: 5 }, clock);
    const keeping = new Agent({ keepAlive: true });
    const send = async (n: number) => {
      let answered = false;
      const told = tell(JSON.stringify(update(n)), keeping).finally(() => (answered = true));
      while (!answered) await clock.advance(0);
      return (await told).headers['connection'];
    };
    expect(await send(1)).toBe('keep-alive');
    const closing = close();
    expect(await send(2)).toBe('close');
    await clock.advance(5_000);
    await closing;
    keeping.destroy();
  });
});
