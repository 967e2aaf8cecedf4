import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What happens to bytes on their way, from now on and on connections that are open already:
 *
 * - `clear`: they pass;
 * - `{ delayMs }`: they pass that much later, in order;
 * - `hang`: they wait, both ways, until the weather changes; new connections are taken and wait too;
 * - `lose-answers`: what the client says arrives, what the server answers is thrown away (a half-open connection);
 * - `refuse`: open connections are cut, new ones end as soon as they begin.
 */
export type Weather = 'clear' | { delayMs: number } | 'hang' | 'lose-answers' | 'refuse';

export type TcpProxy = {
  port: number;
  /** The same address through the proxy: user, password, path and query are kept. */
  through(url: string): string;
  weather(weather: Weather): void;
  /** Resets every open connection; new ones are welcome. */
  cut(): void;
  /** How many connections are open. */
  open(): number;
  stop(): Promise<void>;
};

/** A proxy on the loopback before any TCP server, given as `host:port` or an URL with a port. */
export async function tcpProxy({ to }: { to: string }): Promise<TcpProxy> {
  const target = new URL(to.includes('://') ? to : `tcp://${to}`);
  const sockets = new Set<Socket>();
  const sky = skyOf('clear');
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((client) => {
    keep(client);
    if (sky.now() === 'refuse') return void client.resetAndDestroy();
    const upstream = connect({ host: target.hostname, port: Number(target.port) });
    keep(upstream);
    carry(client, upstream, () => sky.passes('request'));
    carry(upstream, client, () => sky.passes('answer'));
  });
  const cut = () => sockets.forEach((socket) => socket.resetAndDestroy());
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
    weather(weather) {
      sky.turn(weather);
      if (weather === 'refuse') cut();
    },
    cut,
    open: () => sockets.size / 2,
    async stop() {
      sky.turn('refuse');
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

type Sky = {
  now(): Weather;
  turn(weather: Weather): void;
  /** Resolves once bytes in this direction may go on: true, or false where they are lost. */
  passes(direction: 'request' | 'answer'): Promise<boolean>;
};

function skyOf(first: Weather): Sky {
  let weather = first;
  let changed = Promise.withResolvers<void>();
  return {
    now: () => weather,
    turn(next) {
      weather = next;
      changed.resolve();
      changed = Promise.withResolvers();
    },
    async passes(direction) {
      while (weather === 'hang') await changed.promise;
      if (typeof weather === 'object') {
        const { delayMs } = weather;
        await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
      return weather !== 'refuse' && !(weather === 'lose-answers' && direction === 'answer');
    },
  };
}

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
