import { connect as connectTcp, isIP, type Socket } from 'node:net';
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
};

/** Opens a guarded connection; nothing may be written to it before `opened` is called. Fails after 10 s. */
export function connectSocket(
  { host, port, tls }: Address,
  sendingNow: () => Sending | undefined,
  clock: SendClock,
  opened: () => void,
): Socket {
  const transport = connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
  const socket = tls
    ? connectTls({ host, ...(isIP(host) ? {} : { servername: host }), ...tls, socket: transport })
    : transport;
  const timer = setTimeout(() => socket.destroy(new Error('no connection within 10 s')), CONNECT_MS);
  const stop = () => clearTimeout(timer);
  socket.once('close', stop).once(tls ? 'secureConnect' : 'connect', () => {
    stop();
    guardSocket(socket, sendingNow, clock, transport);
    opened();
  });
  return socket;
}
