/**
 * What a gateway costs at least: Node's own HTTP server and kafkajs, which sends in batches what comes meanwhile, and a 200 once the
 * brokers have it. It looks at nobody's secret and at nothing of an update but its chat.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Kafka, logLevel } from 'kafkajs';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';

const MOST_AT_ONCE = 1_000;
type Update = { message: { chat: { id: number } } };

const [brokers = '', topic = ''] = process.argv.slice(2);
const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR });
const producer = kafka.producer({ allowAutoTopicCreation: false });
await producer.connect();

type Waiting = { key: string; value: string; done: PromiseWithResolvers<void> };
const waiting: Waiting[] = [];
let sending = false;

async function send(): Promise<void> {
  for (sending = true; waiting.length > 0;) {
    const batch = waiting.splice(0, MOST_AT_ONCE);
    const messages = batch.map(({ key, value }) => ({ key, value }));
    const sent = producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages }] });
    await sent.then(
      () => batch.forEach(({ done }) => done.resolve()),
      (error: Error) => batch.forEach(({ done }) => done.reject(error)),
    );
  }
  sending = false;
}

function publish(value: string): Promise<void> {
  const { message } = JSON.parse(value) as Update;
  const done = Promise.withResolvers<void>();
  waiting.push({ key: String(message.chat.id), value, done });
  if (!sending) setImmediate(() => !sending && void send());
  return done.promise;
}

const server = createServer((request, response) => {
  text(request)
    .then(publish)
    .then(
      () => response.writeHead(200).end(),
      () => response.writeHead(503).end(),
    );
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
answerAsked(z.never(), () => ({}), { url: `http://127.0.0.1:${port}` });
