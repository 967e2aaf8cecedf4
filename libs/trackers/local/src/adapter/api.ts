import type { Readable } from 'node:stream';
import { HttpFailure } from '#http';
import {
  TrackerError,
  type TrackerErrorKind,
  type As,
  type GuardedFetch,
  type GuardedResponse,
  type WriteCall,
} from '#ports/tracker';
import type { z } from 'zod';
import { Refused } from './answers.js';
import type { LocalConfig } from './config.js';

export type Query = Record<string, string | number | undefined>;
/** A call of the port, or a read as the service. */
export type ApiCall = { as: As; signal: AbortSignal } & Partial<Pick<WriteCall, 'sendBy'>>;
export type Ask = { method?: 'GET' | 'POST' | 'PUT'; path: string; query?: Query; json?: object; body?: Readable };

/** The server's API. Both throw only `TrackerError`. */
export type Api = {
  ask<T>(call: ApiCall, ask: Ask, answer: z.ZodType<T>): Promise<T>;
  /** The answer's body, unread. */
  open(call: ApiCall, ask: Ask): Promise<Readable>;
};

export function createApi({ url, token }: LocalConfig, fetch: GuardedFetch): Api {
  const send = async ({ as, signal, sendBy }: ApiCall, ask: Ask) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (as.kind === 'account') headers['x-act-as'] = as.login;
    if (ask.json) headers['content-type'] = 'application/json';
    if (ask.body) headers['content-type'] = 'application/octet-stream';
    const body = ask.json ? JSON.stringify(ask.json) : ask.body;
    const response = await fetch(addressOf(url, ask), { method: ask.method ?? 'GET', headers, body, signal, sendBy });
    if (response.status >= 300) throw await errorOf(response, ask);
    return response;
  };
  return {
    ask: (call, ask, answer) =>
      explained(ask, async () => {
        const json: unknown = JSON.parse(await (await send(call, ask)).text());
        return answer.parse(json);
      }),
    open: (call, ask) => explained(ask, async () => (await send(call, ask)).body),
  };
}

function addressOf(url: string, { path, query = {} }: Ask): string {
  const address = new URL(path, url);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, String(value));
  }
  return address.href;
}

const nameOf = ({ method = 'GET', path }: Ask) => `${method} ${path}`;

/** What may have acted when no usable answer came: a write may, a read cannot. */
const doubtful = ({ method = 'GET' }: Ask) => (method === 'GET' ? 'unavailable' : 'ambiguous');

function kindOf(ask: Ask, { kind }: HttpFailure): TrackerErrorKind {
  switch (kind) {
    case 'unsent':
      return 'unavailable';
    case 'late':
      return 'late';
    case 'ambiguous':
    case 'too-large':
      return doubtful(ask);
  }
}

async function explained<T>(ask: Ask, exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange();
  } catch (cause) {
    if (cause instanceof TrackerError) throw cause;
    if (cause instanceof HttpFailure) throw new TrackerError(kindOf(ask, cause), cause.message, { cause });
    // A body that does not parse; its error would quote it, so it is not kept as the cause.
    throw new TrackerError(doubtful(ask), `${nameOf(ask)}: the answer is not the tracker's`);
  }
}

async function errorOf(response: GuardedResponse, ask: Ask): Promise<TrackerError> {
  const { status, headers } = response;
  const words = wordsOf(await response.text());
  const message = `${nameOf(ask)}: ${status}`;
  if (status === 401 || status === 412) return new TrackerError('unauthorized', message);
  if (status === 404) return new TrackerError('not-found', message);
  if (status === 409) return new TrackerError('conflict', message);
  if (status === 429) {
    return new TrackerError('throttled', message, { retryAfterMs: Number(headers['retry-after'] ?? 1) * 1_000 });
  }
  if (status >= 400 && status < 500) return new TrackerError('rejected', message, { words });
  return new TrackerError(doubtful(ask), message);
}

function wordsOf(body: string): string | undefined {
  try {
    return Refused.parse(JSON.parse(body)).errors.join(' ');
  } catch {
    return undefined;
  }
}
