import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../until.js';
import { tcpProxy, type TcpProxy } from './tcp-proxy.js';

/** Elsewhere the loopback has one address. */
const itOnLinux = process.platform === 'linux' ? it : it.skip;

describe('a proxy before a TCP server', () => {
  let server: Server;
  let proxy: TcpProxy;
  let heard: string;
  let client: Socket;
  let answers: string;

  beforeEach(async () => {
    heard = '';
    answers = '';
    server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.on('data', (chunk) => {
        heard += String(chunk);
        socket.write(String(chunk).toUpperCase());
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await tcpProxy({ to: `127.0.0.1:${(server.address() as AddressInfo).port}` });
    client = connect({ host: '127.0.0.1', port: proxy.port });
    client.on('data', (chunk) => (answers += String(chunk)));
    client.on('error', () => client.destroy());
    client.write('a');
    await until(() => answers === 'A');
  });
  afterEach(async () => {
    client.destroy();
    await proxy.stop();
    server.close();
    await once(server, 'close');
  });

  it('keeps user, path and query of an address', () => {
    expect(proxy.through('postgres://u:p@db:5432/desk?x=1')).toBe(`postgres://u:p@127.0.0.1:${proxy.port}/desk?x=1`);
  });

  it('loses answers while the server hears all', async () => {
    proxy.weather('lose-answers');
    client.write('b');
    await until(() => heard === 'ab');
    proxy.weather('clear');
    client.write('c');
    await until(() => answers === 'AC');
  });

  it('holds what is said while it hangs, and lets it go in order', async () => {
    proxy.weather('hang');
    client.write('b');
    client.write('c');
    const late = connect({ host: '127.0.0.1', port: proxy.port });
    late.write('d');
    await once(late, 'connect');
    expect(heard).toBe('a');
    proxy.weather('clear');
    await until(() => answers === 'ABC' && heard.includes('d'));
    late.destroy();
  });

  it('cuts what is open and takes what comes next', async () => {
    proxy.cut();
    await until(() => client.destroyed);
    client = connect({ host: '127.0.0.1', port: proxy.port });
    client.write('b');
    await until(() => heard === 'ab');
  });

  it('ends every connection while it refuses', async () => {
    proxy.weather('refuse');
    await until(() => client.destroyed);
    const refused = connect({ host: '127.0.0.1', port: proxy.port });
    refused.on('error', () => undefined);
    await until(() => refused.destroyed);
    expect(proxy.open()).toBe(0);
  });

  itOnLinux('may treat one client worse than others', async () => {
    const neighbour = connect({ host: '127.0.0.1', port: proxy.port, localAddress: '127.0.1.2' });
    neighbour.on('error', () => undefined);
    await once(neighbour, 'connect');
    proxy.weather('lose-answers', '127.0.0.1');
    client.write('b');
    await until(() => heard === 'ab');
    neighbour.write('c');
    await once(neighbour, 'data');
    expect(answers).toBe('A');
    proxy.cut('127.0.1.2');
    await until(() => neighbour.destroyed);
    expect(client.destroyed).toBe(false);
  });

  itOnLinux('shows the server where a client comes from, if it is to', async () => {
    const open = await tcpProxy({ to: `127.0.0.1:${(server.address() as AddressInfo).port}`, asClient: true });
    const arrived = once(server, 'connection') as Promise<[Socket]>;
    const neighbour = connect({ host: '127.0.0.1', port: open.port, localAddress: '127.0.1.2' });
    const [{ remoteAddress }] = await arrived;
    expect(remoteAddress).toBe('127.0.1.2');
    neighbour.destroy();
    await open.stop();
  });

  it('lets it be heard what each client says, even while it hangs', async () => {
    const heard: string[] = [];
    const listen = (from: string) => (chunk: Buffer) => void heard.push(`${from} ${String(chunk)}`);
    const open = await tcpProxy({ to: `127.0.0.1:${(server.address() as AddressInfo).port}`, listen });
    open.weather('hang');
    const client = connect({ host: '127.0.0.1', port: open.port });
    client.on('error', () => undefined);
    client.write('b');
    await until(() => heard.length > 0);
    expect(heard).toEqual(['127.0.0.1 b']);
    client.destroy();
    await open.stop();
  });

  it('leads who comes later to another server', async () => {
    const other = createServer((socket) => void socket.end('the other one')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    proxy.leadTo(`127.0.0.1:${(other.address() as AddressInfo).port}`);
    const [said] = (await once(connect({ host: '127.0.0.1', port: proxy.port }), 'data')) as [Buffer];
    expect(said.toString()).toBe('the other one');
    client.write('b');
    await until(() => answers === 'AB');
    other.close();
  });

  it('delays without changing the order', async () => {
    proxy.weather({ delayMs: 5 });
    client.write('b');
    client.write('c');
    await until(() => answers === 'ABC');
  });
});
