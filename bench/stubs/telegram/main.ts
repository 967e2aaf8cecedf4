/**
 * A Bot API that says yes: whatever a bot sends is counted and answered at once, without limits. Bots that ask for their updates
 * get those of messages that were handed over (`hand-over`), and the files of messages to whoever asks. The faithful one is
 * `apps/simulator`; it keeps a world, and would cost a run more than what it measures.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { deskOf, tokenOf, updateOf } from '../../load/update-of.js';
import { createBotApi } from './bot-api.js';

/** What people write, spread over bots as by the load generator. */
const HandOver = z.object({
  what: z.literal('hand-over'),
  desks: z.int(),
  people: z.int(),
  first: z.int(),
  count: z.int(),
});
const Asked = z.discriminatedUnion('what', [z.object({ what: z.literal('count') }), HandOver]);

const { server, updates, calls } = createBotApi();
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
    return { calls: calls() };
  },
  { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
);
