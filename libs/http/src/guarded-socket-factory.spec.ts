import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { guardedSocketFactory } from './guarded-socket-factory.js';
import { newSending, sendThrough, type SendBy } from './sending.js';

let server: Server;
let peer: Socket;
let socket: Socket;

const inMs = (ms: number): SendBy => ({ wall: Date.now() + ms, monotonic: performance.now() + ms });

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const { port } = server.address() as AddressInfo;
  const opened = Promise.withResolvers<void>();
  socket = guardedSocketFactory()({ host: '127.0.0.1', port, ssl: undefined, onConnect: opened.resolve });
  await opened.promise;
  [peer] = (await accepted) as [Socket];
  socket.on('error', () => undefined);
  peer.on('error', () => undefined);
});
afterEach(() => {
  socket.destroy();
  peer.destroy();
  server.close();
});

const write = (words: string) =>
  new Promise<void>((resolve, reject) =>
    socket.write(Buffer.from(words), (error) => (error ? reject(error) : resolve())),
  );

describe('a guarded Kafka socket', () => {
  it('carries requests of several sendings at once, each with its own deadline', async () => {
    const first = newSending(inMs(10_000));
    const second = newSending(inMs(10_000));
    await Promise.all([
      sendThrough(first, () => write('first')),
      sendThrough(second, () => write('and second')),
      write('!'),
    ]);
    expect([first.bytes, second.bytes]).toEqual([5, 10]);
    const [received] = (await once(peer, 'data')) as [Buffer];
    expect('firstand second!').toContain(received.toString());
  });

  it('sends no byte of a late request that waited behind another, and resets the connection', async () => {
    const late = newSending(inMs(-1));
    const received: Buffer[] = [];
    peer.on('data', (bytes) => received.push(bytes));
    const reset = new Promise((resolve) => peer.once('error', (error: NodeJS.ErrnoException) => resolve(error.code)));
    socket.cork();
    const written = write('in time');
    const refused = sendThrough(late, () => write('late'));
    socket.uncork();
    await expect(refused).rejects.toThrow('too late');
    await Promise.allSettled([written]);
    expect(await reset).toBe('ECONNRESET');
    expect(late.bytes).toBe(0);
    expect(Buffer.concat(received).toString()).not.toContain('late');
  });

  it('ends in order when it is told to end', async () => {
    const ended = once(peer.resume(), 'end');
    socket.end();
    await ended;
  });
});
