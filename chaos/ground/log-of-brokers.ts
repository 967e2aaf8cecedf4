import { type TcpProxy, tcpProxy } from '#testkit/proxies';
import { freePorts } from '../../libs/testkit/src/parts/free-port.js';
import { hearPublishing, type Published } from './hear-publishing.js';

export const BROKERS = 3;
/** Enough for a hundred thousand messages, and quickly filled. */
const DISK_MEGABYTES = 256;

/** One way to a part of the system, however many servers that is. */
export type Way = Pick<TcpProxy, 'weather' | 'cut'>;

/** From here brokers talk to each other; nodes have addresses of their own. */
const OURS = '127.0.0.1';

/**
 * A proxy before each of three brokers, which know themselves by these; started before the brokers are. Brokers follow each
 * other through them, too. `fillsDisk`: each has a small disk of its own; `canFill`: this machine has given them one, which only
 * Linux' root may.
 */
export async function logOfBrokers({ fillsDisk }: { fillsDisk: boolean }) {
  const owns = await freePorts(BROKERS);
  const published: Published[] = [];
  const listen = (from: string) => (from === OURS ? undefined : hearPublishing(from, (one) => published.push(one)));
  const proxies = await Promise.all(owns.map((port) => tcpProxy({ to: `127.0.0.1:${port}`, listen })));
  const canFill = fillsDisk && process.platform === 'linux' && process.getuid?.() === 0;
  const ports = owns.map((own, i) => ({ own, told: proxies[i]?.port ?? 0 }));
  const way: Way = {
    weather: (weather, from) => proxies.forEach((proxy) => proxy.weather(weather, from)),
    cut: (from) => proxies.forEach((proxy) => proxy.cut(from)),
  };
  return {
    options: { brokers: BROKERS, ports, ...(canFill && { diskMegabytes: DISK_MEGABYTES }) },
    /** As the services are told them. */
    addresses: proxies.map(({ port }) => `127.0.0.1:${port}`),
    way,
    /** What nodes had the brokers append. */
    published: published as readonly Published[],
    canFill,
    stop: async () => void (await Promise.all(proxies.map((proxy) => proxy.stop()))),
  };
}
