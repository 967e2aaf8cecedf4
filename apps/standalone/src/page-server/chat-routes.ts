import type { FastifyInstance } from 'fastify';
import type { Simulator } from '#apps/simulator';

/** `/api/person/…`: the simulated messenger's own side for persons, as it stands. */
export function chatRoutes(app: FastifyInstance, simulator: Simulator): void {
  app.register(async (scope) => {
    // The simulator reads bodies itself, files among them.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    scope.all('/api/person/*', (request, reply) => {
      reply.hijack();
      request.raw.url = request.url.slice('/api'.length);
      simulator.handle(request.raw, reply.raw);
    });
  });
}
