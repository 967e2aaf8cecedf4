import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** No system takes a port from here for who asks for any: Linux does so from 32768 (`ip_local_port_range`), others from 49152. */
const LOWEST = 20_000;
const BEYOND = 32_768;
/** Windows keeps some ports for itself. */
const TAKEN: ReadonlySet<string | undefined> = new Set(['EADDRINUSE', 'EACCES']);

/** A port of the loopback that was free a moment ago, and that nobody gets by chance before it is taken. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, BEYOND);
    if (await isFree(port)) return port;
  }
}

/** Whether this port was free a moment ago. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    if (TAKEN.has((cause as NodeJS.ErrnoException).code)) return false;
    throw cause;
  }
  server.close();
  await once(server, 'close');
  return true;
}
