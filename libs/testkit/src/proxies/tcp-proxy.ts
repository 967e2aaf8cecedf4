import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { skiesOf, type Weather } from './weather.js';

export type TcpProxy = {
  port: number;
  /** The same address through the proxy: user, password, path and query are kept. */
  through(url: string): string;
  /** For everyone, or for those that come from that address. */
  weather(weather: Weather, from?: string): void;
  /** Resets every open connection, or that client's; new ones are welcome. */
  cut(from?: string): void;
  /** Whoever connects from here on reaches this server. */
  leadTo(server: string): void;
  /** How many connections are open. */
  open(): number;
  stop(): Promise<void>;
};

/**
 * `asClient`: the server sees the address a client comes from, not the proxy's. `listen`: asked once for each connection,
 * with where it comes from; what it returns hears what that client says, whatever the weather.
 */
type TcpProxyOptions = {
  to: string;
  asClient?: boolean;
  listen?: (from: string) => ((chunk: Buffer) => void) | undefined;
};

/** A proxy on the loopback before any TCP server, given as `host:port` or an URL with a port. It gathers nothing of its own. */
export async function tcpProxy({ to, asClient = false, listen }: TcpProxyOptions): Promise<TcpProxy> {
  let target = addressOf(to);
  const sockets = new Map<Socket, string>();
  const skies = skiesOf();
  const keep = (socket: Socket, from: string) => {
    sockets.set(socket, from);
    socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer({ noDelay: true }, (client) => {
    const from = client.remoteAddress;
    // It was gone before we came to it: what it said on the way out gets lost, as nobody could tell whose it was.
    if (from === undefined) return void client.destroy();
    const sky = skies.over(from);
    keep(client, from);
    if (sky.now() === 'refuse') return void client.resetAndDestroy();
    const address = { host: target.hostname, port: Number(target.port), noDelay: true };
    const upstream = connect(asClient ? { ...address, localAddress: from } : address);
    keep(upstream, from);
    const heard = listen?.(from);
    if (heard) client.on('data', heard);
    carry(client, upstream, () => sky.passes('request'));
    carry(upstream, client, () => sky.passes('answer'));
  });
  const cut = (meant?: string) =>
    sockets.forEach((from, socket) =>
      meant === undefined || meant === from ? void socket.resetAndDestroy() : undefined,
    );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    through(url) {
      const through = new URL(url);
      through.hostname = '127.0.0.1';
      through.port = String(port);
      return through.href;
    },
    weather(weather, from) {
      skies.turn(weather, from);
      if (weather === 'refuse') cut(from);
    },
    cut,
    leadTo: (other) => void (target = addressOf(other)),
    open: () => sockets.size / 2,
    async stop() {
      skies.turn('refuse');
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

const addressOf = (server: string) => new URL(server.includes('://') ? server : `tcp://${server}`);

/** Carries bytes one way, a chunk at a time, so that their order holds whatever the weather does. */
function carry(from: Socket, to: Socket, passes: () => Promise<boolean>) {
  from.on('data', (chunk) => {
    from.pause();
    void passes().then((pass) => {
      if (pass && !to.destroyed) to.write(chunk);
      from.resume();
    });
  });
  from.once('end', () => void passes().then(() => to.end()));
  from.once('close', () => to.destroy());
}
