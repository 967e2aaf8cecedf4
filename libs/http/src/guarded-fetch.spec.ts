import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpFailure } from './failure.js';
import { createGuardedFetch, type GuardedHttp } from './guarded-fetch.js';
import type { SendBy } from './sending.js';

let http: GuardedHttp;
/** How far the client's clocks are ahead of ours, in ms. */
let ahead: number;
let closers: (() => void)[];

beforeEach(() => {
  ahead = 0;
  const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
  http = createGuardedFetch({ clock });
  closers = [];
});
afterEach(async () => {
  await http.close();
  for (const close of closers) close();
});

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  closers.push(() => server.closeAllConnections());
  return listen(server);
}

/** A server that never answers and keeps what it was sent. */
async function record() {
  const connections: Socket[] = [];
  const received: Buffer[] = [];
  const server = createTcpServer((socket) => {
    connections.push(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => received.push(bytes));
  });
  closers.push(() => connections.forEach((socket) => socket.destroy()));
  return { url: await listen(server), server, text: () => Buffer.concat(received).toString('latin1') };
}

const inMs = (ms: number): SendBy => ({ wall: Date.now() + ms, monotonic: performance.now() + ms });
const never = () => new AbortController().signal;

/** Holds the event loop, as a stopped process would, until the deadline has passed. */
function holdPast({ wall, monotonic }: SendBy) {
  while (Date.now() <= wall || performance.now() <= monotonic);
}

/** How the other side ended the connection: by an orderly `end`, or by what error. */
const endOf = (socket: Socket) =>
  new Promise<string>((resolve) => {
    socket.once('end', () => resolve('end'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

const closed = (socket: Socket) =>
  new Promise<void>((resolve) => (socket.closed ? resolve() : socket.once('close', () => resolve())));

async function failureOf(call: Promise<unknown>): Promise<HttpFailure> {
  const end = await call.then(
    () => new Error('it went through'),
    (error: unknown) => error,
  );
  if (end instanceof HttpFailure) return end;
  throw end;
}

describe('the guarded HTTP client', () => {
  it('brings method, headers and body over, and the answer back', async () => {
    const url = await serve((request, answer) => {
      request.pipe(answer.writeHead(201, { 'x-seen': `${request.method} ${request.url} ${request.headers['x-key']}` }));
    });
    const init = { method: 'PUT', headers: { 'x-key': 'k' }, body: 'words', signal: never(), sendBy: inMs(10_000) };
    const response = await http.fetch(`${url}/issues/1.json?a=b`, init);
    expect([response.status, response.headers['x-seen']]).toEqual([201, 'PUT /issues/1.json?a=b k']);
    expect(await response.text()).toBe('words');
  });

  it('uses connections again', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, answer) => {
      ports.add(request.socket.remotePort);
      answer.end('ok');
    });
    for (const body of ['one', 'two', 'three', 'four']) {
      await (await http.fetch(url, { method: 'POST', body, signal: never(), sendBy: inMs(10_000) })).text();
    }
    expect(ports.size).toBeLessThan(4);
  });

  it('follows no redirect', async () => {
    const url = await serve((_, answer) => answer.writeHead(302, { location: '/elsewhere' }).end());
    const response = await http.fetch(url, { signal: never() });
    expect(response.status).toBe(302);
    await response.text();
  });

  it('streams bodies of any length both ways', async () => {
    const url = await serve((request, answer) => request.pipe(answer));
    const sent = Buffer.alloc(20 * 1024 * 1024, 'relaydesk');
    const init = { method: 'POST', body: Readable.from(chunksOf(sent)), signal: never(), sendBy: inMs(10_000) };
    const { body } = await http.fetch(url, init);
    const back = Buffer.concat(await body.toArray());
    expect(back.equals(sent)).toBe(true);
  });

  it('sends long texts whole', async () => {
    const url = await serve((request, answer) => request.pipe(answer));
    const body = 'Проверьте 🔥 '.repeat(100_000);
    const response = await http.fetch(url, { method: 'POST', body, signal: never(), sendBy: inMs(10_000) });
    expect(await response.text()).toBe(body);
  });

  it('refuses a text of over 16 MiB', async () => {
    const url = await serve((_, answer) => answer.end(Buffer.alloc(16 * 1024 * 1024 + 1)));
    const response = await http.fetch(url, { signal: never() });
    expect((await failureOf(response.text())).kind).toBe('too-large');
  });
});

describe('a request past its time', () => {
  it('sends no byte when it is late from the beginning', async () => {
    const { url, text } = await record();
    const failure = await failureOf(http.fetch(url, { method: 'POST', body: 'x', signal: never(), sendBy: inMs(-1) }));
    expect([failure.kind, text()]).toEqual(['late', '']);
  });

  it('sends no byte when the process stood still while it was connecting', async () => {
    const { url, server, text } = await record();
    const sendBy = inMs(30);
    const call = failureOf(http.fetch(url, { method: 'POST', body: 'x', signal: never(), sendBy }));
    const connected = once(server, 'connection') as Promise<[Socket]>;
    holdPast(sendBy);
    expect((await call).kind).toBe('late');
    await http.close();
    await closed((await connected)[0]);
    expect(text()).toBe('');
  });

  it('leaves a connection that took longer than its time to the next', async () => {
    const ports: (number | undefined)[] = [];
    const server = createServer(({ socket }, answer) => (ports.push(socket.remotePort), answer.end()));
    const url = await listen(server);
    closers.push(() => server.closeAllConnections());
    const sendBy = inMs(30);
    const call = failureOf(http.fetch(url, { method: 'POST', body: 'x', signal: never(), sendBy }));
    const connected = once(server, 'connection') as Promise<[Socket]>;
    holdPast(sendBy);
    expect((await call).kind).toBe('late');
    const [{ remotePort }] = await connected;
    await http.fetch(url, { method: 'POST', body: 'x', signal: never(), sendBy: inMs(10_000) });
    expect(ports).toEqual([remotePort]);
  });

  it.each(['wall', 'monotonic'] as const)('obeys the %s clock alone, too', async (late) => {
    const { url, text } = await record();
    const sendBy = { ...inMs(10_000), [late]: 0 };
    expect((await failureOf(http.fetch(url, { signal: never(), sendBy }))).kind).toBe('late');
    expect(text()).toBe('');
  });

  it('is reset, and ambiguous, when its first bytes are out and a later one is late', async () => {
    const { url, server, text } = await record();
    const sendBy = inMs(10_000);
    const body = new PassThrough();
    body.write('the first half');
    const call = failureOf(http.fetch(url, { method: 'POST', body, signal: never(), sendBy }));
    const [socket] = (await once(server, 'connection')) as [Socket];
    const ended = endOf(socket);
    if (!text().includes('the first half')) await once(socket, 'data');
    ahead = 60_000;
    body.end('the second half');
    expect((await call).kind).toBe('ambiguous');
    expect(await ended).toBe('ECONNRESET');
    expect(text()).toContain('the first half');
    expect(text()).not.toContain('the second half');
  });

  it('keeps back what a slow server has not taken of a long body in time', async () => {
    const connection = Promise.withResolvers<Socket>();
    const server = createTcpServer(connection.resolve);
    const sendBy = inMs(10_000);
    const body = Buffer.alloc(32 * 1024 * 1024);
    const call = failureOf(http.fetch(await listen(server), { method: 'POST', body, signal: never(), sendBy }));
    const socket = await connection.promise;
    const ended = endOf(socket);
    await once(socket, 'data');
    socket.pause();
    ahead = 60_000;
    socket.resume();
    expect((await call).kind).toBe('ambiguous');
    expect(await ended).toBe('ECONNRESET');
    expect(socket.bytesRead).toBeLessThan(body.length);
  });

  it('harms no request after it', async () => {
    const url = await serve((request, answer) => request.pipe(answer));
    const post = (body: string, sendBy: SendBy) => http.fetch(url, { method: 'POST', body, signal: never(), sendBy });
    await (await post('first', inMs(10_000))).text();
    await failureOf(post('late', inMs(-1)));
    expect(await (await post('next', inMs(10_000))).text()).toBe('next');
  });
});

describe('a request broken off', () => {
  it('is unsent where no one listens', async () => {
    const { url, server } = await record();
    server.close();
    await once(server, 'close');
    expect((await failureOf(http.fetch(url, { signal: never() }))).kind).toBe('unsent');
  });

  it('is ambiguous when the server hangs up without an answer', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect((await failureOf(http.fetch(url, { method: 'POST', body: 'x', signal: never() }))).kind).toBe('ambiguous');
  });

  it('is ambiguous when given up after it was sent, and resets the connection', async () => {
    const { url, server } = await record();
    const giveUp = new AbortController();
    const call = failureOf(http.fetch(url, { method: 'POST', body: 'x', signal: giveUp.signal }));
    const [socket] = (await once(server, 'connection')) as [Socket];
    await once(socket, 'data');
    const ended = endOf(socket);
    giveUp.abort();
    expect((await call).kind).toBe('ambiguous');
    expect(await ended).toBe('ECONNRESET');
  });

  it('is ambiguous when the answer breaks off in the middle', async () => {
    const url = await serve((_, answer) => {
      answer.writeHead(200, { 'content-length': '100' });
      answer.write('half', () => answer.destroy());
    });
    const call = http.fetch(url, { method: 'POST', body: 'x', signal: never() }).then((response) => response.text());
    expect((await failureOf(call)).kind).toBe('ambiguous');
  });

  it('breaks an answer off that has begun and then brings nothing, and not one that is read slowly', async () => {
    await http.close();
    http = createGuardedFetch({ silentMs: 2_000 });
    const url = await serve(({ url: path }, answer) => {
      answer.write('x'.repeat(1_000_000));
      if (path === '/whole') answer.end();
    });
    const stalled = await http.fetch(`${url}/stalled`, { signal: never() });
    await expect(stalled.text()).rejects.toMatchObject({ kind: 'ambiguous' });

    const slow = await http.fetch(`${url}/whole`, { signal: never() });
    await expect(http.fetch(`${url}/stalled`, { signal: never() }).then((other) => other.text())).rejects.toThrow();
    expect(await slow.text()).toHaveLength(1_000_000);
  });

  it('names neither path, query nor credentials', async () => {
    const { url, server } = await record();
    server.close();
    await once(server, 'close');
    const secret = url.replace('//', '//user:s3cret@');
    const failure = await failureOf(http.fetch(`${secret}/bots3cret/send?key=s3cret`, { signal: never() }));
    expect(failure.message).toContain(url);
    expect(`${failure.message} ${String(failure.cause)}`).not.toContain('s3cret');
    expect((await failureOf(http.fetch('no url: s3cret', { signal: never() }))).message).not.toContain('s3cret');
  });
});

function* chunksOf(bytes: Buffer, size = 64 * 1024) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
