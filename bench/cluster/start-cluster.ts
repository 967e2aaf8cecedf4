import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createMeter, type Meter, type Watched } from '../measure/meter.js';
import { watchPostgres } from '../measure/postgres-counters.js';
import type { Plan } from '../plan.js';
import { type Child, startChild } from './child.js';
import { createNodes, type Node, type Nodes } from './nodes.js';
import { createProcesses } from './processes.js';
import { type Parts, startParts } from './start-parts.js';
import { type Launch, migrate, operate, type Service } from './start-services.js';
import { type Configured, writeConfig } from './write-config.js';

const Ready = z.object({ url: z.string() });
const HERE = new URL('.', import.meta.url);

/** `processes`: of each service. */
export type Clustered = Configured & Pick<Plan, 'people'> & { processes?: number };

export type Cluster = {
  /** Where webhooks go: of several gateways, with commas between. */
  gateway: string;
  /** The parts, as the services are told them, and their processes. */
  parts: Pick<Parts, 'databaseUrl' | 'brokers' | 'pids'>;
  load: Child;
  redmine: Child;
  telegram: Child;
  meter: Meter;
  /** Another process of the bench. */
  child(name: string, file: URL, ...args: string[]): Promise<Child>;
  /** One of the product's own commands. */
  operate(env: NodeJS.ProcessEnv, ...command: string[]): Promise<void>;
  /** All of a service's processes, and those of the parts. */
  watched(): readonly Watched[];
  start(...services: Service[]): Promise<void>;
  /** The same with more in their environment. */
  startWith(env: NodeJS.ProcessEnv, ...services: Service[]): Promise<void>;
  stop(...services: Service[]): Promise<void>;
  /** One by one. */
  nodes: Pick<Nodes, 'kill' | 'start' | 'replace'> & { of(service: Service): readonly Node[] };
};

/**
 * Starts everything but the services, runs with it, and ends every process that was started, by its pid and however the
 * run ended.
 */
export async function withCluster<T>(
  plan: Clustered,
  folders: { logs: string; profiles: string | undefined },
  run: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const processes = createProcesses();
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-bench-'));
  const endings: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const parts = await startParts({ asInProduction: true });
    endings.push(parts.stop, processes.endAll);
    const launch: Launch = { processes, config: join(folder, 'relaydesk.yaml'), ...folders };
    const { processes: each = 1 } = plan;
    const watched: Watched[] = [];
    const nodes = await createNodes(launch, each, watched);
    const gateways = nodes.of('gateway').map(({ port }) => `http://127.0.0.1:${port}`);
    const gateway = gateways.join();
    const redmine = await startChild(processes, 'Redmine stub', new URL('../stubs/redmine/main.ts', HERE));
    const telegram = await startChild(processes, 'Telegram stub', new URL('../stubs/telegram/main.ts', HERE));
    const crowd = [String(plan.desks), String(plan.people)];
    const load = await startChild(processes, 'load generator', new URL('../load/main.ts', HERE), [gateway, ...crowd]);

    const stubs = { redmine: Ready.parse(redmine.ready).url, telegram: Ready.parse(telegram.ready).url };
    await writeConfig(launch.config, plan, parts, stubs, gateways[0]);
    await migrate(launch);

    const postgres = await watchPostgres(parts.databaseUrl);
    endings.push(postgres.close);
    watched.push(
      ...[...parts.pids].map(([name, pid]): Watched => ({ name, pid, side: 'parts' })),
      { name: 'load generator', pid: load.pid, side: 'apart' },
      { name: 'Redmine stub', pid: redmine.pid, side: 'apart' },
      { name: 'Telegram stub', pid: telegram.pid, side: 'apart' },
      { name: 'this harness', pid: process.pid, side: 'apart', extent: 'itself' },
    );
    // What a node used that is replaced or killed meanwhile is this process's to tell.
    if (each > 1) watched.push({ name: 'nodes that ended', pid: process.pid, side: 'services', extent: 'ended' });
    const startWith = async (env: NodeJS.ProcessEnv, ...services: Service[]) =>
      void (await Promise.all(nodes.of(...services).map((node) => nodes.start(node, env))));
    return await run({
      gateway,
      parts,
      load,
      redmine,
      telegram,
      meter: createMeter(watched, postgres),
      child: (name, file, ...args) => startChild(processes, name, file, args),
      operate: (env, ...command) => operate({ ...launch, env }, ...command),
      watched: () => watched,
      start: (...services) => startWith({}, ...services),
      startWith,
      stop: async (...services) => void (await Promise.all(nodes.of(...services).map(nodes.end))),
      nodes,
    });
  } finally {
    for (const end of endings.reverse()) await end();
  }
}
