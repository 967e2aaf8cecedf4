import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { oneAtATime } from './one-at-a-time.js';

/** What of an answer has come so far, and how much it takes to go on; at first the length of the next one. */
type Half = { chunks: Buffer[]; bytesBuffered: number; bytesNeeded: number };
type Connection = Half & { socket?: Socket; isConnected(): boolean; connect(): Promise<unknown> };

const NOTHING_YET = (): Half => ({ chunks: [], bytesBuffered: 0, bytesNeeded: 4 });

/**
 * A kafkajs 2.2.4 connection that is made anew keeps what it had: the half of an answer within which it broke, for which it
 * takes what its next socket brings, and its last socket, whose late bytes and end it takes for the next one's. It reads
 * nonsense from then on, throws where nobody catches it, or waits for ever. And requests that need it at once make a socket
 * each, of which one is used. Here it begins anew, once for all who wait. The version is pinned and frozen upstream; there is no
 * setting for it.
 */
export function letConnectionsBeginAnew(): void {
  const connection = createRequire(import.meta.url)('kafkajs/src/network/connection') as { prototype: Connection };
  const connect = connection.prototype.connect;
  const beginAnew = oneAtATime((one: Connection) => {
    one.socket?.destroy();
    Object.assign(one, NOTHING_YET());
    return connect.call(one);
  });
  connection.prototype.connect = function () {
    return this.isConnected() ? connect.call(this) : beginAnew(this);
  };
}
