import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../until.js';
import { httpProxy, type HttpProxy } from './http-proxy.js';
import type { Exchange } from './listen-to.js';

describe('a proxy before an HTTP server', () => {
  let server: Server;
  let proxy: HttpProxy;
  let acted: string[];

  beforeEach(async () => {
    acted = [];
    server = createServer((request, response) => {
      acted.push(`${request.method} ${request.url}`);
      response.end('done');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await httpProxy({ to: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
  afterEach(async () => {
    await proxy.stop();
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  const ask = (path: string, method = 'GET', signal: AbortSignal | null = null) =>
    fetch(`${proxy.url}${path}`, { method, signal, headers: { connection: 'close' } });
  const writes = ({ method }: { method: string }) => method !== 'GET';

  it('passes what no plan concerns', async () => {
    proxy.plan(writes, 'cut-before');
    expect(await (await ask('/issues?limit=1')).text()).toBe('done');
    expect(proxy.seen).toEqual([{ method: 'GET', path: '/issues?limit=1' }]);
  });

  it('tells of each exchange once it is over, with its answer if that came whole', async () => {
    const heard: Exchange[] = [];
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const open = await httpProxy({ to, heard: (exchange) => void heard.push(exchange) });
    open.plan(({ path }) => path === '/2', 'cut-after');
    await fetch(`${open.url}/1`, { method: 'POST', body: 'words' });
    await fetch(`${open.url}/2`, { method: 'POST', body: 'more' }).catch(() => undefined);
    await until(() => heard.length === 2);
    expect(heard).toMatchObject([
      { path: '/1', from: '127.0.0.1', body: 'words', answer: { status: 200, body: 'done' } },
      { path: '/2', body: 'more' },
    ]);
    expect(heard[1]).not.toHaveProperty('answer');
    expect(acted).toEqual(['POST /1', 'POST /2']);
    await open.stop();
  });

  it('does nothing for who was gone before anyone came to what they ask', async () => {
    const client = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    await once(client, 'connect');
    client.write('POST /gone HTTP/1.1\r\nhost: server\r\ncontent-length: 0\r\n\r\n');
    client.resetAndDestroy();
    await ask('/here');
    expect(acted).toEqual(['GET /here']);
  });

  it('asks for each request where it is to go, and ends one that nobody takes', async () => {
    const { port } = server.address() as AddressInfo;
    const targets = [`http://127.0.0.1:${port}`, 'http://127.0.0.1:1'];
    const open = await httpProxy({ to: () => targets.shift() ?? '' });
    expect((await fetch(`${open.url}/1`)).status).toBe(200);
    await expect(fetch(`${open.url}/2`)).rejects.toThrow('fetch failed');
    await open.stop();
  });

  it('answers in the server’s place, as often as planned', async () => {
    proxy.plan(writes, { status: 429, headers: { 'retry-after': '7' } }, 2);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await ask('/issues', 'POST')).status);
    expect(statuses).toEqual([429, 429, 200]);
    expect(acted).toEqual(['POST /issues']);
  });

  it('cuts before the server saw anything', async () => {
    proxy.plan(writes, 'cut-before');
    await expect(ask('/issues', 'POST')).rejects.toThrow('fetch failed');
    expect(acted).toEqual([]);
  });

  it('cuts after the server acted', async () => {
    const { met } = proxy.plan(writes, 'cut-after');
    await expect(ask('/issues', 'POST')).rejects.toThrow('fetch failed');
    await met;
    expect(acted).toEqual(['POST /issues']);
  });

  it('leaves the client waiting after the server acted, and serves the next once lifted', async () => {
    const patience = new AbortController();
    const { met, lift } = proxy.plan(writes, 'hang-after', Infinity);
    const waiting = ask('/issues', 'POST', patience.signal);
    await met;
    expect(acted).toEqual(['POST /issues']);
    patience.abort();
    await expect(waiting).rejects.toThrow('aborted');
    lift();
    expect((await ask('/issues', 'POST')).status).toBe(200);
  });
});
