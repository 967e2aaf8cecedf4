/**
 * A Bot API that says yes: whatever a bot sends is counted and answered at once, without limits. The faithful one is
 * `apps/simulator`; it keeps a world, and would cost a run more than what it measures.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';

const ToChat = z.looseObject({ chat_id: z.union([z.string(), z.number()]) });

let messages = 0;
let calls = 0;

/** The methods whose answer is a message; all others are answered `true`. */
function resultOf(method: string, body: string): unknown {
  if (method !== 'sendMessage' && method !== 'editMessageText') return true;
  const { chat_id: id } = ToChat.parse(JSON.parse(body));
  const chat = { id: Number(id), type: 'private', first_name: 'Anna' };
  // Above every id of an incoming message, as a later message of a chat is.
  return { message_id: 1_000_000_000 + (messages += 1), date: Math.floor(Date.now() / 1_000), chat, text: '…' };
}

const server = createServer((request, response) => {
  const method = request.url?.split('/').at(-1) ?? '';
  if (method !== 'setWebhook') calls += 1;
  text(request).then(
    (body) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: true, result: resultOf(method, body) }));
    },
    () => response.destroy(),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');

answerAsked(z.object({ what: z.literal('count') }), () => ({ calls }), {
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
});
