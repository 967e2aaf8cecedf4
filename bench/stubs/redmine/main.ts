/**
 * A tracker that looks like Redmine's REST interface as far as Relaydesk uses it, keeps everything in memory and answers at
 * once: what a run measures is Relaydesk, not a tracker. Given a number of milliseconds it takes so long for each answer, half
 * of them before anything is done and half of them after. The tracker of one desk can be told to hang: what it is asked it does
 * when it is let go, and only for who still waits.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { deskName } from '../../load/update-of.js';
import { createAnswers } from './answer.js';
import { createHangs } from './hangs.js';
import { readBody } from './read-body.js';
import { createReceipts } from './receipts.js';

const Asked = z.discriminatedUnion('what', [
  z.object({ what: z.enum(['count', 'forget']) }),
  z.object({ what: z.literal('times'), first: z.int(), count: z.int() }),
  z.object({ what: z.enum(['hang', 'let-go']), desk: z.int() }),
]);

const half = Number(process.argv[2] ?? 0) / 2;
let receipts = createReceipts();
let answer = createAnswers(receipts);
const hangs = createHangs();
let requests = 0;
/** Of these: looks at one issue. Polls, which go on for ever, look at none. */
let looks = 0;

const baseOf = ({ pathname }: URL) => pathname.slice(0, pathname.indexOf('/', 1));

async function slowly<T>(act: () => T): Promise<T> {
  if (half > 0) await wait(half);
  const done = act();
  if (half > 0) await wait(half);
  return done;
}

const server = createServer((request, response) => {
  requests += 1;
  const url = new URL(request.url ?? '/', 'http://stub');
  if (request.method === 'GET' && /\/issues\/\d+\.json$/.test(url.pathname)) looks += 1;
  const { 'x-redmine-api-key': key, 'x-redmine-switch-user': switchUser } = request.headers;
  const asker = { key: String(key), ...(switchUser !== undefined && { switchUser: String(switchUser) }) };
  async function answered() {
    const body = await readBody(request);
    await hangs.over(baseOf(url));
    return response.destroyed ? undefined : slowly(() => answer(request.method ?? 'GET', url, body, asker));
  }
  answered().then(
    (found) => {
      if (!found) return;
      const { status, json } = found;
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(json);
    },
    (error: Error) => response.writeHead(500).end(error.message),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');

answerAsked(
  Asked,
  (asked) => {
    switch (asked.what) {
      case 'count':
        return { ...receipts.count(), requests, looks };
      case 'forget':
        receipts = createReceipts();
        answer = createAnswers(receipts);
        return {};
      case 'times':
        return { times: receipts.times(asked.first, asked.count) };
      case 'hang':
        hangs.hang(`/${deskName(asked.desk)}`);
        return {};
      case 'let-go':
        hangs.letGo(`/${deskName(asked.desk)}`);
        return {};
    }
  },
  { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
);
