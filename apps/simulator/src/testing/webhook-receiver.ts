import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { JsonObject } from '../bot-api/json.js';

export type Received = { headers: IncomingMessage['headers']; update: JsonObject; connection: Socket };
export type Reply = { status: number; headers?: Record<string, string>; body?: string };

/** A bot's end of a webhook: keeps what it was sent and answers as a test wants; without a reply it stays silent. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  reply: (update: JsonObject) => Reply | undefined;
  stop(): Promise<void>;
}

export async function webhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const update = JSON.parse(Buffer.concat(chunks).toString()) as JsonObject;
      received.push({ headers: request.headers, update, connection: request.socket });
      const answer = receiver.reply(update);
      if (answer !== undefined) response.writeHead(answer.status, answer.headers).end(answer.body);
    })();
  });
  const url = await listening(server);
  const receiver: WebhookReceiver = { url, received, reply: () => ({ status: 200 }), stop: () => stopped(server) };
  return receiver;
}

/** Gives its address. */
export const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

export const stopped = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
