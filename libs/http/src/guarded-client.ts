import { Client, Pool, type Dispatcher } from 'undici';
import { connectSocket } from './connect-socket.js';
import { LateError } from './guard-socket.js';
import { isLate, type SendClock, type Sending } from './sending.js';

/** What a request carries beside what undici knows. */
export type SendingOptions = Dispatcher.DispatchOptions & { sending: Sending };

/** How long an idle connection is kept where the server does not say: shorter than any server we know of keeps it. */
export const IDLE_MS = 10_000;
const CONNECTIONS = 128;

/** One connection at a time with one request at a time on it, so that every byte on it has one owner. */
class GuardedClient extends Client {
  #sending: Sending | undefined;
  readonly #clock: SendClock;

  constructor(origin: URL, clock: SendClock, silentMs: number) {
    super(origin, {
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      headersTimeout: 0,
      bodyTimeout: silentMs,
      connect: ({ hostname, port, protocol }, opened) => {
        const tls = protocol === 'https:' ? { ALPNProtocols: ['http/1.1'] } : undefined;
        const address = { host: hostname, port: Number(port) || (tls ? 443 : 80), tls };
        connectSocket(
          address,
          () => this.#sending,
          clock,
          (error, socket) => (error ? opened(error, null) : opened(null, socket)),
        );
      },
    });
    this.#clock = clock;
  }

  override dispatch(options: SendingOptions, handler: Dispatcher.DispatchHandler): boolean {
    const start = handler.onRequestStart?.bind(handler);
    // Called right before the request is written to the socket. One that throws here leaves its connection to the next.
    handler.onRequestStart = (...args) => {
      refuseLate(options.sending, this.#clock);
      this.#sending = options.sending;
      start?.(...args);
    };
    return super.dispatch(options, handler);
  }
}

/**
 * The keep-alive connections to one origin. Time is the caller's matter: only a signal ends a request, or an answer that has
 * begun and then brings nothing for `silentMs` while somebody reads it.
 */
export const guardedPool = (origin: string | URL, clock: SendClock, silentMs: number): Pool =>
  new Pool(origin, { connections: CONNECTIONS, factory: (to) => new GuardedClient(new URL(to), clock, silentMs) });

function refuseLate(sending: Sending, clock: SendClock): void {
  if (!isLate(sending, clock)) return;
  sending.late = true;
  throw new LateError('too late to be sent');
}
