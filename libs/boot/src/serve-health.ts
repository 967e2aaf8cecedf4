import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Probes of a process without an HTTP side of its own: `/health/live` and `/health/ready` (503 with the reason). */
export async function serveHealth(port: number, notReady: () => string | undefined) {
  const server = createServer((request, response) => {
    const [path] = request.url?.split('?') ?? [];
    const why = path === '/health/ready' ? notReady() : undefined;
    const known = path === '/health/ready' || path === '/health/live';
    response.writeHead(known ? (why === undefined ? 200 : 503) : 404, { 'content-type': 'text/plain' });
    response.end(why ?? (known ? 'yes' : 'not found'));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use: set PORT to a free one.`) : error),
    );
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
