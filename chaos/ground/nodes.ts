import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from '../../libs/testkit/src/parts/free-port.js';
import { type Launch, type Service, SERVICES, startService } from '../../bench/cluster/start-services.js';
import type { End } from '../report/unclean-ends.js';

/** One process of a service, whichever it is now. `address`: where its connections come from; `clock`: how far ahead it is, in ms. */
export type Node = { name: string; service: Service; port: number; pid: number; address: string; clock: number };

export type Nodes = {
  all: readonly Node[];
  /** Those that run now, and are not frozen. */
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
  /** How each ended that was asked to. */
  ends: readonly End[];
  /** From now on nothing is started any more. */
  leave(): void;
};

/** How often the supervisor looks, as an orchestrator would. */
const LOOK_MS = 500;
const DISPLACED = new URL('./displaced.ts', import.meta.url).href;

/** So many nodes of each service, and how far ahead the next one's clock is to be, in ms. */
type Many = { count: number; clock: () => number };

/** Starts so many of each service, and starts again whatever ends. */
export async function startNodes(launch: Launch, { count, clock }: Many): Promise<Nodes> {
  const ports = await freePorts(SERVICES.length * count);
  const all = ports.map((port, i): Node => {
    const service = SERVICES[Math.floor(i / count)] ?? 'gateway';
    const name = `${service}-${(i % count) + 1}`;
    return { name, service, port, pid: 0, address: `127.0.1.${i + 1}`, clock: clock() };
  });
  const ends: End[] = [];
  const fallen: { name: string; at: number }[] = [];
  /** Nodes whose end is our doing, or whose start is under way. */
  const expected = new Set<Node>();
  const frozen = new Set<Node>();
  let supervising = true;

  const start = async (node: Node) => {
    if (!supervising) return;
    expected.add(node);
    node.pid = 0;
    const placed = { name: node.name, env: displaced(node) };
    node.pid = await startService(launch, node.service, node.port, placed).catch(async () => {
      // What it cannot start on now, the next one finds; this one may still hold its port.
      await launch.processes.end(node.name);
      return 0;
    });
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
    all,
    running: () => all.filter((node) => isAlive(node) && !expected.has(node) && !frozen.has(node)),
    fallen,
    ends,
    kill(node) {
      const { pid } = node;
      node.pid = 0;
      process.kill(pid, 'SIGKILL');
    },
    freeze(node) {
      frozen.add(node);
      process.kill(node.pid, 'SIGSTOP');
    },
    thaw(node) {
      frozen.delete(node);
      if (isAlive(node)) process.kill(node.pid, 'SIGCONT');
    },
    async restart(node) {
      // One that has ended by itself is the supervisor's.
      if (expected.has(node) || !isAlive(node)) return;
      expected.add(node);
      const at = Date.now();
      const code = (await launch.processes.end(node.name)) ?? null;
      ends.push({ name: node.name, at, ms: Date.now() - at, code });
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

const displaced = ({ address, clock }: Node) => ({
  NODE_OPTIONS: `--trace-warnings --import ${DISPLACED}`,
  CHAOS_CLOCK_MS: String(clock),
  // Elsewhere than on Linux the loopback has one address.
  CHAOS_ADDRESS: process.platform === 'linux' ? address : '127.0.0.1',
});

function isAlive({ pid }: Node): boolean {
  if (pid === 0) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
