import { Readable } from 'node:stream';
import type { GuardedFetch, GuardedResponse } from '#ports/tracker';
import { Agent, type Dispatcher } from 'undici';
import { HttpFailure } from './failure.js';
import { guardedPool } from './guarded-client.js';
import { isLate, newSending, systemSendClock, type SendClock, type Sending } from './sending.js';

/** What `text()` reads at most. */
const MAX_TEXT = 16 * 1024 * 1024;

export type GuardedHttp = {
  /**
   * Follows no redirect, retries nothing, and throws only `HttpFailure`. How long an answer may take is the caller's matter; of
   * one that has begun, 30 s without a byte break it off.
   */
  fetch: GuardedFetch;
  /** Resets what is still open; running requests fail. */
  close(): Promise<void>;
};

const SILENT_MS = 30_000;

/** The HTTP client all adapters of a process share. */
export function createGuardedFetch({
  clock = systemSendClock,
  silentMs = SILENT_MS,
}: { clock?: SendClock; silentMs?: number } = {}): GuardedHttp {
  const agent = new Agent({ factory: (origin) => guardedPool(origin, clock, silentMs) });
  return {
    close: () => agent.destroy(),
    async fetch(address, { method = 'GET', headers, body, signal, sendBy }) {
      const url = URL.parse(address);
      if (!url) throw new HttpFailure('unsent', 'the address is not a URL');
      const name = `${method} ${url.origin}`;
      const sending = newSending(sendBy);
      try {
        if (isLate(sending, clock)) throw new HttpFailure('late', `${name}: too late to be sent`);
        const { origin, pathname, search } = url;
        const path = pathname + search;
        const options = { origin, path, method: method as Dispatcher.HttpMethod, headers, body, signal, sending };
        return toResponse(await agent.request(options), name, sending);
      } catch (error) {
        if (body instanceof Readable) body.destroy();
        throw failureOf(error, name, sending);
      }
    },
  };
}

function toResponse(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  name: string,
  sending: Sending,
): GuardedResponse {
  const single = Object.entries(headers).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : value]);
  return {
    status: statusCode,
    headers: Object.fromEntries(single) as GuardedResponse['headers'],
    body,
    async text() {
      try {
        return await readAll(body, name);
      } catch (error) {
        throw failureOf(error, name, sending);
      }
    },
  };
}

async function readAll(body: Readable, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_TEXT) throw new HttpFailure('too-large', `${name}: the answer is longer than 16 MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failureOf(error: unknown, name: string, sending: Sending): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const code =
    error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : '';
  if (sending.bytes > 0) return new HttpFailure('ambiguous', `${name}: broken off after it was sent (${code})`, error);
  return new HttpFailure(sending.late ? 'late' : 'unsent', `${name}: nothing was sent (${code})`, error);
}
