import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A port of the loopback that was free a moment ago. */
export const freePort = (): Promise<number> => listenFor(0);

/** Whether this port was free a moment ago. */
export const isFree = (port: number): Promise<boolean> =>
  listenFor(port).then(
    () => true,
    () => false,
  );

/** Listens for a moment; gives the port. */
async function listenFor(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
