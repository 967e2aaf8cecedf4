/** An OpenTelemetry collector that takes everything and keeps nothing. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';

const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200).end());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
answerAsked(z.never(), () => ({}), { url: `http://127.0.0.1:${port}` });
