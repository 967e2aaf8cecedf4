import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { RETRY_AFTER_S } from './answers.js';
import { GatewayModule, type GatewayParts } from './gateway.module.js';
import type { Channels } from './tokens.js';

/** Bot API updates stay under 512 KB. */
const BODY_LIMIT = 1_048_576;
/** Longer than the messenger's own (Telegram waits 60 s). */
const KEEP_ALIVE_MS = 75_000;

/**
 * The gateway's HTTP side. Bodies stay bytes until someone who knows their sender parses them; a webhook whose secret is
 * wrong is refused before its body is read.
 */
export async function createHttpServer(parts: GatewayParts): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: true,
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  fastify.addHook('onRequest', async (request, reply) => {
    if (!isGenuine(parts.channels, request.url, request.headers)) await reply.code(401).send('not genuine');
  });
  fastify.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 503) reply.header('retry-after', RETRY_AFTER_S);
  });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.with(parts), adapter, {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  return app;
}

/** Constant time over the secret. A channel that does not exist is not told apart from a wrong secret. */
function isGenuine(channels: Channels, url: string, headers: Record<string, string | string[] | undefined>): boolean {
  const [path = ''] = url.split('?');
  if (!path.startsWith('/messenger/')) return true;
  const channel = channels.get(path.slice('/messenger/'.length));
  const single = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return channel?.messenger.genuine(single) ?? false;
}
