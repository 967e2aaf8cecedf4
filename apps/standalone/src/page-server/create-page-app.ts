import Fastify, { type FastifyInstance } from 'fastify';
import { readPageFiles } from './page-files.js';

/** Nothing is loaded from elsewhere, and no other site may frame the page or send forms to it. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The page and its headers, to which routes are added. What another site's page asks for is refused. */
export function createPageApp(): FastifyInstance {
  const app = Fastify();
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(HEADERS);
    const { origin, host } = request.headers;
    const foreign = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
    if (foreign) await reply.code(403).send({ error: 'Only for the page this server shows.' });
  });
  for (const [path, { type, bytes }] of readPageFiles()) {
    app.get(path, (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(bytes));
  }
  return app;
}
