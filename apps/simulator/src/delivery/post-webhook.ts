import { STATUS_CODES } from 'node:http';
import { gunzipSync, inflateSync } from 'node:zlib';
import { Agent, request } from 'undici';
import type { Clock } from '#lane';
import type { Webhook } from '../world/world.js';
import type { PostResult } from './webhook-engine.js';

/** How long the server waits for an answer, ms. */
const patience = 60_000;

/** What came back, with the body where a 2xx may carry a method call. */
export type Posted = PostResult & { body?: string; contentType?: string };

export interface WebhookPoster {
  post(json: string): Promise<Posted>;
  close(): void;
}

/** POSTs updates to one webhook over kept connections; connections that are not answered in time are cut. */
export function webhookPoster({ url, secret, maxConnections }: Webhook, clock: Clock): WebhookPoster {
  const agent = new Agent({ connections: maxConnections, headersTimeout: 0, bodyTimeout: 0 });
  const headers = {
    'content-type': 'application/json',
    'accept-encoding': 'gzip, deflate',
    ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
  };
  return {
    async post(json) {
      const late = new AbortController();
      const cancel = clock.after(patience, () => late.abort());
      try {
        const response = await request(url, {
          dispatcher: agent,
          method: 'POST',
          headers,
          body: json,
          signal: late.signal,
        });
        const bytes = Buffer.from(await response.body.arrayBuffer());
        const { statusCode: status } = response;
        return {
          kind: 'answered',
          status,
          reason: STATUS_CODES[status] ?? '',
          retryAfter: Number.parseInt(String(response.headers['retry-after'] ?? '0'), 10) || 0,
          body: decoded(bytes, String(response.headers['content-encoding'] ?? '')),
          contentType: String(response.headers['content-type'] ?? ''),
        };
      } catch (cause) {
        return { kind: 'failed', message: late.signal.aborted ? 'Read timeout expired' : wordsFor(cause) };
      } finally {
        cancel();
      }
    },
    close: () => void agent.destroy(),
  };
}

function decoded(bytes: Buffer, encoding: string): string {
  if (encoding === 'gzip') return gunzipSync(bytes).toString('utf8');
  return (encoding === 'deflate' ? inflateSync(bytes) : bytes).toString('utf8');
}

function wordsFor(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'ECONNREFUSED':
      return 'Connection refused';
    case 'ENOTFOUND':
      return 'Failed to resolve host: Name or service not known';
    default:
      return 'Webhook connection closed';
  }
}
