import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AskTracker } from '../tracker/ask-tracker.js';

/** Whom the page may work as; never the service itself. */
const Asked = z.object({ login: z.enum(['boris', 'anna', 'mark', 'vera']), '*': z.string() });

const PASSED_ON = ['content-type', 'content-length', 'content-disposition'];

/** `/api/tracker/<login>/…`: the local tracker's API in that person's name; 503 while it is stopped. */
export function trackerRoutes(app: FastifyInstance, ask: AskTracker): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    scope.route({
      method: ['GET', 'POST', 'PUT'],
      url: '/api/tracker/:login/*',
      async handler(request, reply) {
        const { login, '*': path } = Asked.parse(request.params);
        const query = new URL(request.url, 'http://page').search;
        const type = request.headers['content-type'];
        const body = request.body instanceof Readable ? Readable.toWeb(request.body) : null;
        const answer = await ask(`/${path}${query}`, {
          login,
          method: request.method,
          headers: type === undefined ? {} : { 'content-type': type },
          body: body as RequestInit['body'],
        }).catch(() => undefined);
        if (!answer) return reply.code(503).send({ errors: ['The tracker is stopped.'] });
        for (const name of PASSED_ON) {
          const value = answer.headers.get(name);
          if (value !== null) void reply.header(name, value);
        }
        return reply.code(answer.status).send(answer.body ? Readable.fromWeb(answer.body as ReadableStream) : null);
      },
    });
  });
}
