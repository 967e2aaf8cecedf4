import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from '../../libs/testkit/src/parts/free-port.js';
import { type Launch, type Service, SERVICES, startService } from '../../bench/cluster/start-services.js';

/** One process of a service, whichever it is now. */
export type Node = { name: string; service: Service; port: number; pid: number };

export type Nodes = {
  /** Those that run now. */
  running(): readonly Node[];
  kill(node: Node): void;
  freeze(node: Node): void;
  thaw(node: Node): void;
  /** SIGTERM, and on with a new process once it is gone. */
  restart(node: Node): Promise<void>;
  /** Whether every node runs and says that it is ready. */
  areReady(): Promise<boolean>;
  /** Nodes that ended though nobody struck them, with the time (ms since 1970). */
  fallen: readonly { name: string; at: number }[];
  /** From now on nothing is started any more. */
  leave(): void;
};

/** How often the supervisor looks, as an orchestrator would. */
const LOOK_MS = 500;

/** Starts one gateway and so many of each other service, and starts again whatever ends. */
export async function startNodes(launch: Launch, count: number, gatewayPort: number): Promise<Nodes> {
  const others = SERVICES.filter((service) => service !== 'gateway');
  const ports = await freePorts(others.length * count);
  const all: Node[] = [
    { name: 'gateway', service: 'gateway', port: gatewayPort, pid: 0 },
    ...others.flatMap((service, i) =>
      Array.from({ length: count }, (_, n) => ({
        ...{ name: `${service}-${n + 1}`, service, pid: 0 },
        port: ports[i * count + n] ?? 0,
      })),
    ),
  ];
  const fallen: { name: string; at: number }[] = [];
  /** Nodes whose end is our doing, or whose start is under way. */
  const expected = new Set<Node>();
  let supervising = true;

  const start = async (node: Node) => {
    if (!supervising) return;
    expected.add(node);
    node.pid = 0;
    // What it cannot start on now, it finds when it is tried again.
    node.pid = await startService(launch, node.service, node.port, node.name).catch(() => 0);
    expected.delete(node);
  };
  await Promise.all(all.map(start));
  void supervise();

  async function supervise(): Promise<void> {
    while (supervising) {
      for (const node of all) {
        if (expected.has(node) || isAlive(node)) continue;
        if (node.pid > 0) fallen.push({ name: node.name, at: Date.now() });
        void start(node);
      }
      await wait(LOOK_MS);
    }
  }

  return {
    running: () => all.filter((node) => isAlive(node) && !expected.has(node)),
    fallen,
    kill(node) {
      const { pid } = node;
      node.pid = 0;
      process.kill(pid, 'SIGKILL');
    },
    freeze: ({ pid }) => void process.kill(pid, 'SIGSTOP'),
    thaw: (node) => void (isAlive(node) && process.kill(node.pid, 'SIGCONT')),
    async restart(node) {
      if (expected.has(node)) return;
      expected.add(node);
      await launch.processes.end(node.name);
      await start(node);
    },
    async areReady() {
      const isReady = async ({ port }: Node) => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
      const ready = await Promise.all(all.map((node) => isReady(node).catch(() => false)));
      return ready.every(Boolean);
    },
    leave: () => void (supervising = false),
  };
}

function isAlive({ pid }: Node): boolean {
  if (pid === 0) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
