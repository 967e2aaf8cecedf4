/** Node's own HTTP server: reads what it is sent and says yes. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';

const server = createServer((request, response) => {
  text(request).then(
    () => response.writeHead(200).end(),
    () => response.destroy(),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
answerAsked(z.never(), () => ({}), { url: `http://127.0.0.1:${port}` });
