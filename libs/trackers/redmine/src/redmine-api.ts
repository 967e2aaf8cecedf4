import { TrackerError, type Call, type GuardedFetch, type GuardedResponse, type WriteCall } from '#ports/tracker';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { publicUrl, type RedmineConfig } from './config.js';
import { readKey } from './read-key.js';
import { errorFromResponse, errorFromSilence, unusable, type Act } from './from-response.js';

/** Pairs, because Redmine's filters repeat a name (`f[]`). */
export type Query = readonly (readonly [string, string | number])[];

export type Dated<T> = { body: T; serverTime: number | undefined };

/** Redmine's REST interface: one request each, answers parsed, and only `TrackerError` thrown. */
export type RedmineApi = {
  /** Where people open this Redmine: what links are made of. */
  readonly publicUrl: string;
  read<T>(call: Call, path: string, shape: z.ZodType<T>, query?: Query): Promise<T>;
  /** With the server's own time (its `Date` header, ms since 1970), where it sends one. */
  readDated<T>(call: Call, path: string, shape: z.ZodType<T>, query?: Query): Promise<Dated<T>>;
  /** A write of JSON, with the answer's text: empty for a change (204). */
  write(call: WriteCall, method: 'POST' | 'PUT', path: string, body: object, query?: Query): Promise<string>;
  upload(call: WriteCall, path: string, body: Readable, size: number | undefined, query: Query): Promise<string>;
  open(call: Call, path: string): Promise<Readable>;
  /** Parses what `write` or `upload` answered. */
  parse<T>(act: Act, name: string, text: string, shape: z.ZodType<T>): T;
};

type Sent = {
  method?: string;
  body?: string | Readable;
  headers?: Record<string, string>;
  sendBy?: WriteCall['sendBy'];
};

export function redmineApi(config: RedmineConfig, fetch: GuardedFetch): RedmineApi {
  async function exchange(act: Act, call: Call, path: string, query: Query, sent: Sent): Promise<GuardedResponse> {
    const name = nameOf(sent.method, path);
    const url = `${config.url}${path}${searchOf(query)}`;
    const { method, body, sendBy } = sent;
    try {
      const headers = { ...(await identity(call)), accept: 'application/json', ...sent.headers };
      const response = await fetch(url, { method, headers, body, signal: call.signal, sendBy });
      if (response.status >= 200 && response.status < 300) return response;
      throw errorFromResponse(act, name, { ...response, body: await response.text() }, Date.now());
    } catch (error) {
      throw toTrackerError(act, name, error);
    }
  }

  /** Someone whose own key is not kept was linked before keys were, or it cannot be opened any more. */
  async function identity({ as, signal }: Call): Promise<Record<string, string>> {
    if (as.kind === 'service') return { 'x-redmine-api-key': config.apiKey };
    if (config.actAs === 'switch-user') {
      return { 'x-redmine-api-key': config.apiKey, 'x-redmine-switch-user': as.login };
    }
    return { 'x-redmine-api-key': as.key ?? (await readKey({ read }, { id: as.account }, signal)) };
  }

  async function textOf(act: Act, name: string, response: GuardedResponse): Promise<string> {
    return response.text().catch((error: unknown) => {
      throw toTrackerError(act, name, error);
    });
  }

  async function readDated<T>(call: Call, path: string, shape: z.ZodType<T>, query: Query = []): Promise<Dated<T>> {
    const response = await exchange('read', call, path, query, {});
    const name = nameOf('GET', path);
    const body = parse('read', name, await textOf('read', name, response), shape);
    const date = Date.parse(response.headers['date'] ?? '');
    return { body, serverTime: Number.isNaN(date) ? undefined : date };
  }

  const read: RedmineApi['read'] = async (call, path, shape, query) => (await readDated(call, path, shape, query)).body;

  return {
    publicUrl: publicUrl(config),
    read,
    readDated,
    parse,
    async write(call, method, path, body, query = []) {
      const headers = { 'content-type': 'application/json' };
      const sent = { method, headers, body: JSON.stringify(body), sendBy: call.sendBy };
      return textOf('write', nameOf(method, path), await exchange('write', call, path, query, sent));
    },
    async upload(call, path, body, size, query) {
      const headers: Record<string, string> = { 'content-type': 'application/octet-stream' };
      if (size !== undefined) headers['content-length'] = String(size);
      const sent = { method: 'POST', headers, body, sendBy: call.sendBy };
      return textOf('upload', nameOf('POST', path), await exchange('upload', call, path, query, sent));
    },
    open: async (call, path) => (await exchange('read', call, path, [], { headers: { accept: '*/*' } })).body,
  };
}

const searchOf = (query: Query) =>
  query.length === 0
    ? ''
    : `?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;

const nameOf = (method: string | undefined, path: string) => `${method ?? 'GET'} ${path}`;

/** A 2xx that is not Redmine's (a captive portal, a log-in page) says nothing about what became of the request. */
function parse<T>(act: Act, name: string, text: string, shape: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unusable(act, `${name}: the answer is no JSON`);
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw unusable(act, `${name}: the answer is not Redmine's (${where})`);
}

function toTrackerError(act: Act, name: string, error: unknown): TrackerError {
  return error instanceof TrackerError ? error : errorFromSilence(act, name, error);
}
