import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Desk } from './desks.js';

/** Resolves: Telegram may forget it. Rejects: Telegram is to send it again. */
export type Take = (update: unknown) => Promise<unknown> | void;

/** Listens for what Telegram posts to each desk's bot. */
export async function serveWebhooks(port: number, takes: ReadonlyMap<Desk, Take>): Promise<Server> {
  const byPath = new Map([...takes].map(([desk, take]) => [desk.path, { secret: Buffer.from(desk.secret), take }]));

  async function answer(request: IncomingMessage): Promise<number> {
    const bot = byPath.get(request.url ?? '');
    if (!bot) return 404;
    const given = Buffer.from(String(request.headers['x-telegram-bot-api-secret-token']));
    if (given.length !== bot.secret.length || !timingSafeEqual(given, bot.secret)) return 403;
    await bot.take(JSON.parse(await text(request)));
    return 200;
  }

  const server = createServer((request, response: ServerResponse) => {
    void answer(request)
      .catch((error: Error) => {
        console.error(`An update was not taken: ${error.message}`);
        return 500;
      })
      .then((status) => response.writeHead(status).end());
  });
  server.keepAliveTimeout = 60_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
