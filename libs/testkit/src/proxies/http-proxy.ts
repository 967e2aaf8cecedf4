import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Exchange, listenTo } from './listen-to.js';

/**
 * What befalls a request:
 *
 * - an answer: the server never sees the request, the client gets this (401, 429 with a `retry-after`, 500 …);
 * - `cut-before`: the connection ends before the server saw anything;
 * - `cut-after`: the server acts, its answer is thrown away and the connection ends;
 * - `hang-before`: the server sees nothing and the client hears nothing;
 * - `hang-after`: the server acts and the client hears nothing.
 */
export type HttpFault =
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'cut-before'
  | 'cut-after'
  | 'hang-before'
  | 'hang-after';

export type SeenRequest = { method: string; path: string };

export type Planned = {
  /** Resolves once the fault has befallen a request; for `…-after`, once the server has answered it. Rejects after a minute. */
  met: Promise<void>;
  /** Forgets the fault. */
  lift(): void;
};

export type HttpProxy = {
  url: string;
  /** Every request so far, oldest first; the path carries its query. */
  seen: readonly SeenRequest[];
  /** The next `times` (default 1; Infinity until lifted) requests that match meet the fault. Earlier plans go first. */
  plan(match: (request: SeenRequest) => boolean, fault: HttpFault, times?: number): Planned;
  stop(): Promise<void>;
};

type Plan = { match: (request: SeenRequest) => boolean; fault: HttpFault; left: number; met: () => void };

/** A client that sends something just as it is cut off for idling cannot know whether it arrived: none is, as far as we are concerned. */
const KEPT_MS = 600_000;
/** Less than any server keeps a connection nobody asks anything on: a request never meets one that is about to be closed. */
const KEPT_TO_SERVER_MS = 1_000;
/** As long as a busy machine may need to come to that request. */
const MET_WITHIN_MS = 60_000;
const neverMet = (seen: readonly SeenRequest[]) =>
  `no request met the fault within a minute; the last ones were\n${seen
    .slice(-10)
    .map(({ method, path }) => `${method} ${path}`)
    .join('\n')}`;

/**
 * `to`: `http://host:port`, or asked for each request. `keeps`: connections to what is asked for are kept, too, `keptMs` long without a
 * request. `heard`: told of every exchange once it is over.
 */
type HttpProxyOptions = {
  to: string | (() => string);
  keeps?: boolean;
  keptMs?: number;
  heard?: (exchange: Exchange) => void;
};

/** A reverse proxy on the loopback that passes every request on to `to` unless a plan says otherwise. */
export async function httpProxy(options: HttpProxyOptions): Promise<HttpProxy> {
  const { to, keeps = typeof to === 'string', keptMs = KEPT_TO_SERVER_MS, heard } = options;
  const plans: Plan[] = [];
  const agent = keeps && new Agent({ keepAlive: true, timeout: keptMs });
  const seen: SeenRequest[] = [];
  const server = createServer({ keepAliveTimeout: KEPT_MS }, (incoming, answer) => {
    const { method = 'GET', url: path = '/' } = incoming;
    if (isGone(incoming)) return void incoming.destroy();
    seen.push({ method, path });
    if (heard) listenTo(incoming, answer, heard);
    const plan = plans.find(({ match, left }) => left > 0 && match({ method, path }));
    if (plan) plan.left--;
    const behind = { to: typeof to === 'string' ? to : to(), agent };
    befall(behind, incoming, answer, plan?.fault).then(plan?.met, () => answer.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    plan(match, fault, times = 1) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      promise.catch(() => {});
      const tooLate = setTimeout(() => reject(new Error(neverMet(seen))), MET_WITHIN_MS).unref();
      const met = () => {
        clearTimeout(tooLate);
        resolve();
      };
      const plan = { match, fault, left: times, met };
      plans.push(plan);
      return { met: promise, lift: () => void (plan.left = 0) };
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      if (agent) agent.destroy();
      await once(server, 'close');
    },
  };
}

/** Who is asked for each time is connected to each time, unless it is said otherwise: the one before may be gone. */
type Behind = { to: string; agent: Agent | false };

async function befall(behind: Behind, incoming: IncomingMessage, answer: ServerResponse, fault: HttpFault | undefined) {
  if (typeof fault === 'object') return answerInstead(incoming, answer, fault);
  if (fault === 'cut-before') return void incoming.socket.resetAndDestroy();
  if (fault === 'hang-before') return void incoming.resume();
  const served = await forward(behind, incoming);
  if (fault) {
    served.resume();
    await once(served, 'end');
    if (fault === 'cut-after') incoming.socket.resetAndDestroy();
    return;
  }
  if (answer.destroyed) return void served.resume();
  served.once('error', () => answer.destroy());
  answer.writeHead(served.statusCode ?? 502, served.headers);
  served.pipe(answer);
}

/**
 * Whoever gave up before their connection was accepted is passed on by no one: Node accepts one connection each time round (libuv), so
 * that on a busy machine it may be half a minute after what was asked instead, and Linux hands over what was sent before a reset.
 */
const isGone = ({ socket }: IncomingMessage) => socket.remoteAddress === undefined;

/** Reads the request to its end first: an answer to half a request would be a reset for many clients. */
async function answerInstead(incoming: IncomingMessage, answer: ServerResponse, fault: Exclude<HttpFault, string>) {
  incoming.resume();
  await once(incoming, 'end');
  answer.writeHead(fault.status, fault.headers).end(fault.body);
}

async function forward({ to, agent }: Behind, incoming: IncomingMessage): Promise<IncomingMessage> {
  const { method, url, headers } = incoming;
  const outgoing = request(new URL(url ?? '/', to), { method, headers, agent });
  incoming.once('close', () => incoming.complete || outgoing.destroy());
  incoming.pipe(outgoing);
  const [served] = (await once(outgoing, 'response')) as [IncomingMessage];
  return served;
}
