/**
 * Loaded before a node's own code (`--import`), and never by the product: its wall clock is off by CHAOS_CLOCK_MS, and its
 * connections on this machine come from CHAOS_ADDRESS, so that everyone else sees which node they are from. Timers and the
 * monotonic clock run true, as they do where only the time of day is wrong.
 */
import { Socket, type SocketConnectOpts } from 'node:net';
import { shiftedDate } from './shifted-date.ts';

const { CHAOS_CLOCK_MS: clock, CHAOS_ADDRESS: localAddress } = process.env;
if (clock) globalThis.Date = shiftedDate(Date, Number(clock));
if (localAddress) connectFrom(localAddress);

type Connect = (this: Socket, ...to: unknown[]) => Socket;

function connectFrom(localAddress: string): void {
  const connect = Socket.prototype.connect as Connect;
  const from: Connect = function (...to) {
    // Node passes on what it has read already as a list.
    const options = (Array.isArray(to[0]) ? to[0][0] : to[0]) as SocketConnectOpts | number;
    if (typeof options === 'number')
      return connect.call(this, { port: options, host: to[1], localAddress }, ...to.slice(2));
    if ('host' in options && options.host === '127.0.0.1') options.localAddress = localAddress;
    return connect.apply(this, to);
  };
  Socket.prototype.connect = from as typeof connect & typeof Socket.prototype.connect;
}
