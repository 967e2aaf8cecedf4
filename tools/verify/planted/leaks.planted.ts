import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from '@jest/globals';

it('leaves a server behind', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(server.listening).toBe(true);
});
