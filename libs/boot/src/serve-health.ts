import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Health, readiness } from './health.js';

function answer(path: string | undefined, health: Health): { status: number; body: string } {
  if (path === '/health/live') return { status: 200, body: 'live' };
  return path === '/health/ready' ? readiness(health) : { status: 404, body: 'not found' };
}

/** Probes of a process without an HTTP side of its own: `/health/live` and `/health/ready` (503 with the reason). */
export async function serveHealth(port: number, health: Health) {
  const server = createServer((request, response) => {
    const [path] = request.url?.split('?') ?? [];
    const { status, body } = answer(path, health);
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
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
