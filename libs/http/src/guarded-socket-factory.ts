import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { connectSocket } from './connect-socket.js';
import { currentSending, systemSendClock, type SendClock } from './sending.js';

/** What kafkajs asks its `socketFactory` for. `ssl` present: TLS. */
export type SocketRequest = { host: string; port: number; ssl: ConnectionOptions | undefined; onConnect: () => void };

/** A `socketFactory` for kafkajs: a produce request made inside `sendThrough` keeps that sending's deadline. */
export function guardedSocketFactory({ clock = systemSendClock }: { clock?: SendClock } = {}) {
  return ({ host, port, ssl, onConnect }: SocketRequest): Socket =>
    connectSocket({ host, port, tls: ssl || undefined }, currentSending, clock, onConnect);
}
