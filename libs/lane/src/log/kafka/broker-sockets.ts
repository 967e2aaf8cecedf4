import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

/**
 * Looks at bytes before they go out. An error keeps them back and resets the connection; a function is called once they
 * have left; `reset` may be called any time before that.
 */
type Gate = (bytes: Buffer, reset: (why: Error) => void) => Error | (() => void) | undefined;

type Open = { broker: string; reset: (why: Error) => void };

/** The sockets of one kafkajs client: what lets us look at what is sent, and break a connection that hangs. */
export class BrokerSockets {
  private readonly open = new Set<Open>();
  private closed: Error | undefined;

  constructor(private readonly gate: Gate = () => undefined) {}

  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    // TLS would stay with the first of several addresses, and end the process where another one answers.
    const tries = { autoSelectFamily: !ssl };
    const tcp = connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 5_000, ...tries });
    const servername = isIP(host) ? {} : { servername: host };
    const socket = ssl ? connectTls({ ...servername, ...ssl, socket: tcp }, onConnect) : tcp.once('connect', onConnect);
    const entry: Open = {
      broker: `${host}:${port}`,
      reset(why) {
        if (socket.writableEnded) return void socket.destroy();
        // A plain close would let the kernel go on sending what it still holds, long after it was of use.
        tcp.resetAndDestroy();
        socket.destroy();
        // kafkajs listens to no `close`; only an error makes it give up what is in flight.
        process.nextTick(() => socket.emit('error', why));
      },
    };
    this.open.add(entry);
    socket.once('close', () => this.open.delete(entry));
    this.guard(socket, entry);
    if (this.closed) entry.reset(this.closed);
    return socket;
  };

  /** Breaks the connections to that broker, or all. kafkajs fails their requests and connects again when it next needs to. */
  reset(why: Error, broker?: string): void {
    for (const entry of this.open) if (broker === undefined || entry.broker === broker) entry.reset(why);
  }

  /** Breaks all connections, for good: what kafkajs still tries again when it was disconnected would keep its process from ending. */
  close(why: Error): void {
    this.closed = why;
    this.reset(why);
  }

  private guard(socket: Socket, entry: Open): void {
    const write = socket.write.bind(socket) as (bytes: Buffer, left?: () => void) => boolean;
    socket.write = (bytes: Buffer | string | Uint8Array) => {
      const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes as string, 'binary');
      const verdict = this.gate(buffer, entry.reset);
      if (!(verdict instanceof Error)) return write(buffer, verdict);
      entry.reset(verdict);
      return false;
    };
    const end = socket.end.bind(socket) as () => Socket;
    // kafkajs ends one that took too long to connect, and would use it, half closed, where it connects after all.
    socket.end = () => (socket.connecting ? socket.destroy() : end());
    const unref = socket.unref.bind(socket);
    // kafkajs lets go of a broken one again and again, and each time Node would have it listen for a connection.
    socket.unref = () => (socket.destroyed ? socket : unref());
  }
}
