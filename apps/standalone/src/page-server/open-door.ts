import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CannotStart } from '../cannot-start.js';
import { INSTANCE_PATH } from '../folder/claim-folder.js';

export type Door = {
  /** `http://localhost:<port>`: what people type. */
  url: string;
  /** The same by number: Telegram takes no links to `localhost`. */
  linkUrl: string;
  /** From now on everything but the instance's name is answered by this. */
  serve(listener: RequestListener): void;
  close(): Promise<void>;
};

const HOST = '127.0.0.1';

/**
 * Takes the page's port before anything that takes long is begun. Until there is something to serve it answers 503, and
 * always with the instance's name, by which a second start in the same folder knows that it is the second.
 */
export async function openDoor(port: number, instance: string): Promise<Door> {
  let listener: RequestListener = (_request, response) => void response.writeHead(503, { 'retry-after': '1' }).end();
  const server = createServer((request, response) => {
    if (request.url === INSTANCE_PATH) response.end(instance);
    else listener(request, response);
  });
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${taken}`,
    linkUrl: `http://${HOST}:${taken}`,
    serve: (next) => void (listener = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const words = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${cause.code})`;
      reject(
        new CannotStart(`Port ${port} ${words}: set PORT to another one, as in "PORT=8090 npm start".`, { cause }),
      );
    });
    server.listen(port, HOST, resolve);
  });
