import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, request as requestTls } from 'node:https';
import type { AddressInfo, LookupFunction, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { guardedAgents } from './guarded-agents.js';
import { newSending, sendThrough, type SendBy } from './sending.js';

let agents: ReturnType<typeof guardedAgents>;
let stop: () => void;
let seen: { path: string; port: number | undefined }[];

beforeEach(() => {
  agents = guardedAgents();
  seen = [];
});
afterEach(() => {
  agents.close();
  stop();
});

const remember: RequestListener = (incoming, answer) => {
  seen.push({ path: incoming.url ?? '', port: incoming.socket.remotePort });
  answer.end('ok');
};

async function serve() {
  const server = createServer(remember).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stop = () => (server.close(), server.closeAllConnections());
  return { server, port: (server.address() as AddressInfo).port };
}

const inMs = (ms: number): SendBy => ({ wall: Date.now() + ms, monotonic: performance.now() + ms });

function holdPast({ wall, monotonic }: SendBy) {
  while (Date.now() <= wall || performance.now() <= monotonic);
}

async function get(port: number, path: string) {
  const outgoing = request({ host: '127.0.0.1', port, path, agent: agents.http }).end();
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return text(incoming);
}

describe('the guarded agent for node:http', () => {
  it('keeps a connection on which an answer is waited for, however long', async () => {
    agents.close();
    agents = guardedAgents({ idleMs: 50 });
    const asked = Promise.withResolvers<ServerResponse>();
    const server = createServer(({ url }, answer) => {
      if (url === '/slow') asked.resolve(answer);
      else answer.end('ok');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    stop = () => (server.close(), server.closeAllConnections());
    const address = { host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: agents.http };
    // Given away again as soon as it is kept, with the time-out that it was kept with.
    const next = new Promise<ReturnType<typeof request>>((resolve) =>
      agents.http.once('free', () => resolve(request({ ...address, path: '/slow' }).end())),
    );
    expect(await get(address.port, '/')).toBe('ok');
    const slow = await next;
    const answered = once(slow, 'response') as Promise<[IncomingMessage]>;
    if (!slow.socket) await once(slow, 'socket');
    await once(slow.socket as Socket, 'timeout');
    expect(slow.reusedSocket).toBe(true);
    (await asked.promise).end('ok');
    expect(await text((await answered)[0])).toBe('ok');
  });

  it('closes a connection itself once it has been idle', async () => {
    agents.close();
    agents = guardedAgents({ idleMs: 50 });
    const { server, port } = await serve();
    server.keepAliveTimeout = 0;
    const opened = once(server, 'connection') as Promise<[Socket]>;
    const answered = get(port, '/');
    const [socket] = await opened;
    // It is reset, as every connection of ours is that ends.
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    expect(await answered).toBe('ok');
    await closed;
  });

  it('counts the bytes of a sending, and keeps its connection for the next', async () => {
    const { port } = await serve();
    const first = newSending(inMs(10_000));
    expect(await sendThrough(first, () => get(port, '/first'))).toBe('ok');
    expect(await get(port, '/second')).toBe('ok');
    expect(first.bytes).toBeGreaterThan(0);
    expect(new Set(seen.map((one) => one.port)).size).toBe(1);
  });

  it('sends no byte of a late request over a new connection', async () => {
    const { port, server } = await serve();
    const sending = newSending(inMs(30));
    const call = sendThrough(sending, () => get(port, '/late')).catch((error: unknown) => error);
    const connected = once(server, 'connection') as Promise<[Socket]>;
    holdPast(sending.sendBy ?? inMs(0));
    expect(await call).toBeInstanceOf(Error);
    await connected;
    expect([sending.bytes, sending.late, seen]).toEqual([0, true, []]);
  });

  it('leaves a connection that took longer than the time of its request to the next', async () => {
    const { port, server } = await serve();
    let connect = () => {};
    const lookup: LookupFunction = (_host, _options, found) =>
      void (connect = () => found(null, [{ address: '127.0.0.1', family: 4 }]));
    const options = { host: 'slow.example', port, agent: agents.http, lookup };
    const sending = newSending(inMs(30));
    const late = sendThrough(sending, async () => once(request({ ...options, path: '/late' }).end(), 'response'));
    late.catch(() => undefined);
    holdPast(sending.sendBy ?? inMs(0));
    await setImmediate();
    const connected = once(server, 'connection') as Promise<[Socket]>;
    connect();
    const [{ remotePort }] = await connected;
    await expect(late).rejects.toThrow('too late');
    const [answer] = (await once(request({ ...options, path: '/next' }).end(), 'response')) as [IncomingMessage];
    expect(await text(answer)).toBe('ok');
    expect([sending.late, sending.bytes, seen]).toEqual([true, 0, [{ path: '/next', port: remotePort }]]);
  });

  it('sends no byte of a late request over a connection used before', async () => {
    const { port } = await serve();
    await sendThrough(newSending(inMs(10_000)), () => get(port, '/first'));
    const sending = newSending(inMs(-1));
    await expect(sendThrough(sending, () => get(port, '/late'))).rejects.toThrow('too late');
    expect(await get(port, '/next')).toBe('ok');
    expect([sending.bytes, seen.map(({ path }) => path)]).toEqual([0, ['/first', '/next']]);
  });

  it('lets a request without a deadline follow a late one', async () => {
    const { port } = await serve();
    await sendThrough(newSending(inMs(-1)), () => get(port, '/late')).catch(() => undefined);
    expect(await get(port, '/free')).toBe('ok');
  });
});

describe('the guarded agent for node:https', () => {
  it('speaks TLS, and refuses late bytes there too', async () => {
    const { key, cert } = selfSigned();
    const server = createTlsServer({ key, cert }, remember).listen(0, '127.0.0.1');
    await once(server, 'listening');
    stop = () => (server.close(), server.closeAllConnections());
    const getTls = async (path: string) => {
      const { port } = server.address() as AddressInfo;
      const outgoing = requestTls({ host: '127.0.0.1', port, path, agent: agents.https, ca: cert }).end();
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
      return text(incoming);
    };
    expect(await sendThrough(newSending(inMs(10_000)), () => getTls('/in-time'))).toBe('ok');
    await expect(sendThrough(newSending(inMs(-1)), () => getTls('/late'))).rejects.toThrow('too late');
    expect(seen.map(({ path }) => path)).toEqual(['/in-time']);
  });

  it('goes on to the next address of a host where the first does not answer', async () => {
    const { key, cert } = selfSigned();
    const server = createTlsServer({ key, cert }, remember).listen(0, '127.0.0.1');
    await once(server, 'listening');
    stop = () => (server.close(), server.closeAllConnections());
    const { port } = server.address() as AddressInfo;
    const both = [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ];
    const lookup: LookupFunction = (_host, _options, found) => found(null, both);
    // The certificate is of the address.
    const to = { host: 'localhost', servername: '', checkServerIdentity: () => undefined, ca: cert, lookup };
    const outgoing = requestTls({ ...to, port, path: '/', agent: agents.https }).end();
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect(await text(incoming)).toBe('ok');
  });

  it('says so where nobody speaks TLS', async () => {
    const { port } = await serve();
    const outgoing = requestTls({ host: '127.0.0.1', port, path: '/', agent: agents.https }).end();
    await expect(once(outgoing, 'response')).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_SSL_/) });
  });
});

function selfSigned() {
  const folder = mkdtempSync(join(tmpdir(), 'relaydesk-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...curve, '-nodes', '-keyout', key, '-out', cert, '-days', '1', ...subject],
    {
      stdio: 'ignore',
    },
  );
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
}
