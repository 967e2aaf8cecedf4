import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { type Front, refusedOf, startFront } from './front.js';

const open: (Server | Front)[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) {
    if ('leadTo' in one) await one.stop();
    else one.close().closeAllConnections();
  }
});

async function gateway() {
  const state = { isReady: true, taken: 0, port: 0 };
  const server = createServer(({ url }, answer) => {
    if (url === '/health/ready') return void answer.writeHead(state.isReady ? 200 : 503).end();
    state.taken += 1;
    answer.end();
  }).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  state.port = (server.address() as AddressInfo).port;
  return state;
}

it('leads each request to the next gateway that is ready, and refuses it where none is', async () => {
  const [one, other] = [await gateway(), await gateway()];
  const front = await startFront();
  open.push(front);
  await front.leadTo([one, other]);
  const ask = () =>
    fetch(front.url, { method: 'POST' }).then(
      ({ ok }) => ok,
      () => false,
    );
  expect([await ask(), await ask(), one.taken, other.taken]).toEqual([true, true, 1, 1]);
  one.isReady = false;
  await front.leadTo([one, other]);
  expect([await ask(), await ask(), one.taken, other.taken]).toEqual([true, true, 1, 3]);
  other.isReady = false;
  await until(async () => !(await ask()));
  expect(refusedOf(front.heard)).toHaveLength(1);
});
