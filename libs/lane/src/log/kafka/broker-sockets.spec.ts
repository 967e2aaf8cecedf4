import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { BrokerSockets } from './broker-sockets.js';

it('keep nothing open once they are closed, also what kafkajs connects to afterwards', async () => {
  const broker = createServer().listen(0, '127.0.0.1');
  await once(broker, 'listening');
  const { port } = broker.address() as AddressInfo;
  const sockets = new BrokerSockets();
  const connect = () => {
    const socket = sockets.factory({ host: '127.0.0.1', port, ssl: undefined as never, onConnect: () => undefined });
    return once(socket, 'error').then(([error]: unknown[]) => error);
  };
  const [why, before] = [new Error('all is asked'), connect()];
  sockets.close(why);
  expect(await Promise.all([before, connect()])).toEqual([why, why]);
  broker.close();
  await once(broker, 'close');
});

it('never connect once they were ended before that', async () => {
  const broker = createServer().listen(0, '127.0.0.1');
  await once(broker, 'listening');
  const { port } = broker.address() as AddressInfo;
  const connected: string[] = [];
  const onConnect = () => void connected.push('late');
  const socket = new BrokerSockets().factory({ host: '127.0.0.1', port, ssl: undefined as never, onConnect });
  socket.end();
  await once(socket, 'close');
  expect(connected).toEqual([]);
  broker.close();
  await once(broker, 'close');
});

it('gather no listeners where a broken one is let go of again and again', async () => {
  const socket = new BrokerSockets().factory({
    host: '127.0.0.1',
    port: 9,
    ssl: undefined as never,
    onConnect: () => undefined,
  });
  await once(socket, 'error');
  for (let i = 0; i < 20; i += 1) socket.end().unref();
  expect(socket.listenerCount('connect')).toBeLessThan(5);
});
