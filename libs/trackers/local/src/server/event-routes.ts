import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.js';
import type { Tracker } from './tracker.js';

const BREATH_MS = 15_000;

/** `GET /events`: server-sent events, one `issue` with its id for every issue created or changed. Not for customers. */
export function eventRoutes(app: FastifyInstance, { announcer, whoAsks }: Tracker): void {
  app.get('/events', async (request, reply) => {
    const { role } = await whoAsks(request);
    if (role === 'customer') throw new Refusal(403, 'You may not see what others do.');
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write(': hello\n\n');
    const stop = announcer.subscribe((issue) => raw.write(`event: issue\ndata: ${JSON.stringify({ issue })}\n\n`));
    const breath = setInterval(() => raw.write(':\n\n'), BREATH_MS).unref();
    raw.once('close', () => {
      stop();
      clearInterval(breath);
    });
  });
}
