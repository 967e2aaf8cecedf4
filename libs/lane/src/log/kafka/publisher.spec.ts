import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { virtualClock, type VirtualClock } from '../../virtual-clock.js';
import { Publisher } from './publisher.js';

/** Takes connections, and says nothing. */
const mute = createServer();
const sockets = new Set<Socket>();
mute.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
let clock: VirtualClock;
let publisher: Publisher;

beforeEach(async () => {
  mute.listen(0, '127.0.0.1');
  await once(mute, 'listening');
  clock = virtualClock();
  const { port } = mute.address() as AddressInfo;
  const logger = { warn() {}, error() {} };
  const options = { brokers: [`127.0.0.1:${port}`], lanes: 2, clock, logger, clientId: 'test' };
  publisher = new Publisher(options, (topic) => topic);
});
afterEach(async () => {
  const closed = publisher.close();
  await clock.advance(2_000);
  await closed;
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => mute.close(resolve));
});

const inASecond = () => ({ wall: clock.now() + 1_000, monotonic: clock.monotonic() + 1_000 });
const publish = (lane: number) =>
  publisher.publish([{ id: `${lane}`, topic: 'deliveries', lane, key: 'k', value: Buffer.from('{}') }], inASecond());

it('what could not go out in its time is answered then, however long the connection is waited for', async () => {
  const answer = publish(0);
  await clock.advance(1_001);
  expect(await answer).toMatchObject({ acknowledged: new Set(), error: { kind: 'too-late' } });
});

it('while something of a lane is stuck, more of it is not begun, and that of other lanes is', async () => {
  const first = publish(0);
  await clock.advance(1_001);
  await first;
  expect(await publish(0)).toMatchObject({ error: { kind: 'refused', message: 'what came before is still stuck' } });
  const other = publish(1);
  await clock.advance(1_001);
  expect(await other).toMatchObject({ error: { kind: 'too-late' } });
});
