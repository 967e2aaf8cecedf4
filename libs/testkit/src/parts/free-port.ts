import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** No system takes a port from here for who asks for any: Linux does so from 32768 (`ip_local_port_range`), others from 49152. */
const LOWEST = 10_000;
const BEYOND = 20_000;
/** Windows keeps some ports for itself. */
const TAKEN: ReadonlySet<string | undefined> = new Set(['EADDRINUSE', 'EACCES']);

/** Ports of the loopback that were free a moment ago; all different. Nobody gets one by chance before it is taken. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(LOWEST, BEYOND);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('no free port');
  return port;
}

async function isFree(port: number): Promise<boolean> {
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
