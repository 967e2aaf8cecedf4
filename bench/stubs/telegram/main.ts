/**
 * A Bot API that says yes: whatever a bot sends is counted and answered at once, without limits. Bots that ask for their updates
 * get those of messages that were handed over (`hand-over`). The faithful one is `apps/simulator`; it keeps a world, and would
 * cost a run more than what it measures.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { deskOf, deskOfToken, tokenOf, updateOf } from '../../load/update-of.js';
import { holdUpdates } from './held-updates.js';

/** What people write, spread over bots as by the load generator. */
const HandOver = z.object({
  what: z.literal('hand-over'),
  desks: z.int(),
  people: z.int(),
  first: z.int(),
  count: z.int(),
});
const Asked = z.discriminatedUnion('what', [z.object({ what: z.literal('count') }), HandOver]);
/** Methods by which a bot says nothing to anyone. */
const UNCOUNTED = ['setWebhook', 'deleteWebhook', 'getMe', 'getUpdates'];

const ToChat = z.looseObject({ chat_id: z.union([z.string(), z.number()]) });

const updates = holdUpdates();
let messages = 0;
let calls = 0;

/** The methods whose answer is a message, or the bot; all others are answered `true`. */
function resultOf(method: string, token: string, body: string): unknown {
  if (method === 'getMe') {
    const username = `desk_${deskOfToken(token)}_bot`;
    return { id: Number.parseInt(token, 10), is_bot: true, first_name: username, username };
  }
  if (method !== 'sendMessage' && method !== 'editMessageText') return true;
  const { chat_id: id } = ToChat.parse(JSON.parse(body));
  const chat = { id: Number(id), type: 'private', first_name: 'Anna' };
  // Above every id of an incoming message, as a later message of a chat is.
  return { message_id: 1_000_000_000 + (messages += 1), date: Math.floor(Date.now() / 1_000), chat, text: '…' };
}

const server = createServer((request, response) => {
  const [, token = '', method = ''] = /\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
  if (!UNCOUNTED.includes(method)) calls += 1;
  const answer = (result: string) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"ok":true,"result":${result}}`);
  };
  text(request)
    .then((body) => {
      if (method === 'getUpdates') response.once('close', updates.poll(token, body, answer));
      else answer(JSON.stringify(resultOf(method, token, body)));
    })
    .catch(() => response.destroy());
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');

function handOver({ desks, people, first, count }: z.infer<typeof HandOver>): void {
  const now = Date.now();
  for (let message = first; message < first + count; message += 1) {
    const token = tokenOf(deskOf(message, { desks, people }));
    updates.hold(token, { id: message + 1, json: updateOf(message, { desks, people }, now) });
  }
}

answerAsked(
  Asked,
  (asked) => {
    if (asked.what === 'hand-over') handOver(asked);
    return { calls };
  },
  { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
);
