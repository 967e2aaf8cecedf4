import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { guardSocket } from './guard-socket.js';
import type { SendClock, Sending } from './sending.js';

const CONNECT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;

export type Address = {
  host: string;
  port: number;
  /** Present for TLS. */
  tls?: ConnectionOptions | undefined;
  /** Absent: as the system looks names up. */
  lookup?: LookupFunction | undefined;
};

/**
 * Opens a guarded connection to the first address of the host that answers. Calls back once, with the connection or with why
 * there is none; after 10 s there is none.
 */
export function connectSocket(
  { host, port, tls, lookup }: Address,
  sendingOn: (socket: Socket) => Sending | undefined,
  clock: SendClock,
  opened: (error: Error | null, socket: Socket) => void,
): void {
  const keptAlive = { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS };
  const transport = connectTcp({ host, port, lookup, ...keptAlive });
  let socket: Socket = transport;
  const timer = setTimeout(() => socket.destroy(new Error('no connection within 10 s')), CONNECT_MS);
  const fail = (error: Error) => {
    clearTimeout(timer);
    opened(error, socket);
  };
  const open = () => {
    clearTimeout(timer);
    socket.off('error', fail);
    guardSocket(socket, () => sendingOn(socket), clock, transport);
    opened(null, socket);
  };
  transport.once('error', fail).once('connect', () => {
    if (!tls) return open();
    // Not sooner: TLS would stay with the first of several addresses, and end the process where another one answers.
    try {
      socket = connectTls({ host, ...(isIP(host) ? {} : { servername: host }), ...tls, socket: transport });
    } catch (error) {
      return void transport.destroy(error as Error);
    }
    transport.off('error', fail);
    socket.once('error', fail).once('secureConnect', open);
  });
}
