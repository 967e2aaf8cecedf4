import { freePorts } from '../../libs/testkit/src/parts/free-port.js';
import type { Watched } from '../measure/meter.js';
import { type Launch, type Service, SERVICES, startService } from './start-services.js';

/** One of a service's processes, whichever it is now. */
export type Node = { name: string; service: Service; port: number; pid: number };

/** So many nodes of each service, none of which runs yet; those that do stand in `watched`. */
export async function createNodes(launch: Launch, each: number, watched: Watched[]) {
  const ports = await freePorts(SERVICES.length * each);
  const all = ports.map((port, i): Node => {
    const service = SERVICES[Math.floor(i / each)] ?? 'gateway';
    return { name: each === 1 ? service : `${service} ${(i % each) + 1}`, service, port, pid: -1 };
  });
  let replaced = 0;

  function forget(name: string): void {
    const at = watched.findIndex((one) => one.name === name);
    if (at >= 0) watched.splice(at, 1);
  }

  async function start(node: Node, env: NodeJS.ProcessEnv = {}): Promise<void> {
    const { name, service, port } = node;
    node.pid = await startService(launch, service, port, { name, env });
    forget(name);
    watched.push({ name, pid: node.pid, side: 'services' });
  }

  return {
    of: (...services: Service[]): readonly Node[] => all.filter(({ service }) => services.includes(service)),
    /** Resolves once it says that it is ready. */
    start,
    async end({ name }: Node): Promise<void> {
      await launch.processes.end(name);
      forget(name);
    },
    /** As kill -9 does. Whoever watches goes on watching it, so that what it used before counts for what it was. */
    kill: ({ pid }: Node): boolean => process.kill(pid, 'SIGKILL'),
    /** As an orchestrator's rolling update does it: the one that comes is ready before the one that goes is asked to end. */
    async replace(node: Node): Promise<void> {
      const [port = 0] = await freePorts(1);
      const next: Node = { ...node, name: `${node.name}, replaced ${(replaced += 1)}`, port };
      await start(next);
      await launch.processes.end(node.name);
      all[all.indexOf(node)] = next;
    },
  };
}

export type Nodes = Awaited<ReturnType<typeof createNodes>>;
