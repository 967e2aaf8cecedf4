import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { RETRY_AFTER_S } from './answers.js';
import { GatewayModule, type GatewayParts } from './gateway.module.js';
import { refuseEarly } from './refuse-early.js';

/** Bot API updates stay under 512 KB. */
const BODY_LIMIT = 1_048_576;
/** Longer than the messenger's own (Telegram waits 60 s). */
const KEEP_ALIVE_MS = 75_000;
/** Whoever sends a request so slowly is cut off. */
const REQUEST_MS = 30_000;

/**
 * The gateway's HTTP side. Bodies stay bytes until someone who knows their sender parses them; a webhook whose secret is
 * wrong is refused before its body is read. `ending`: whoever keeps a connection is told to let it go, and is answered until then.
 */
export async function createHttpServer(parts: GatewayParts, ending: () => boolean): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  fastify.addHook('onRequest', async (request, reply) => {
    const refusal = refuseEarly(parts, request);
    if (refusal) await reply.code(refusal.status).send(refusal.why);
  });
  fastify.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 503) reply.header('retry-after', RETRY_AFTER_S);
    if (ending()) reply.header('connection', 'close');
  });
  return NestFactory.create<NestFastifyApplication>(GatewayModule.with(parts), adapter, {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
}
