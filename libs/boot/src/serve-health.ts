import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Health, readiness } from './health.js';

const AGAIN_S = 5;

function answer(path: string | undefined, health: Health): { status: number; body: string } {
  if (path === '/health/live') return { status: 200, body: 'live' };
  if (path === '/health/ready') return readiness(health);
  return health.notReady() === undefined ? { status: 404, body: 'not found' } : { status: 503, body: 'not ready' };
}

/**
 * Probes of a process without an HTTP side of its own, or none yet: `/health/live` and `/health/ready` (503 with the reason).
 * Whoever brings something before it is ready is to come again.
 */
export async function serveHealth(port: number, health: Health) {
  const server = createServer((request, response) => {
    const [path] = request.url?.split('?') ?? [];
    const { status, body } = answer(path, health);
    const again = status === 503 ? { 'retry-after': String(AGAIN_S) } : {};
    response.writeHead(status, { 'content-type': 'text/plain', ...again }).end(body);
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
