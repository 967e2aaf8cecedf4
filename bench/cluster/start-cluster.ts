import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { freePorts } from '../../libs/testkit/src/parts/free-port.js';
import { createMeter, type Meter, type Watched } from '../measure/meter.js';
import { watchPostgres } from '../measure/postgres-counters.js';
import type { Plan } from '../plan.js';
import { type Child, startChild } from './child.js';
import { createProcesses } from './processes.js';
import { type Parts, startParts } from './start-parts.js';
import { type Launch, migrate, operate, type Service, SERVICES, startService } from './start-services.js';
import { writeConfig } from './write-config.js';

const Ready = z.object({ url: z.string() });
const HERE = new URL('.', import.meta.url);

export type Cluster = {
  /** Where webhooks go. */
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
};

/**
 * Starts everything but the services, runs with it, and ends every process that was started, by its pid and however the
 * run ended.
 */
export async function withCluster<T>(
  plan: Plan,
  folders: { logs: string; profiles: string | undefined },
  run: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const processes = createProcesses();
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-bench-'));
  const endings: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const parts = await startParts({ asInProduction: true });
    endings.push(parts.stop, processes.endAll);
    const ports = await freePorts(SERVICES.length);
    const portOf = (service: Service) => ports[SERVICES.indexOf(service)] ?? 0;
    const gateway = `http://127.0.0.1:${portOf('gateway')}`;
    const redmine = await startChild(processes, 'Redmine stub', new URL('../stubs/redmine/main.ts', HERE));
    const telegram = await startChild(processes, 'Telegram stub', new URL('../stubs/telegram/main.ts', HERE));
    const crowd = [String(plan.desks), String(plan.people)];
    const load = await startChild(processes, 'load generator', new URL('../load/main.ts', HERE), [gateway, ...crowd]);

    const launch: Launch = { processes, config: join(folder, 'relaydesk.yaml'), ...folders };
    const stubs = { redmine: Ready.parse(redmine.ready).url, telegram: Ready.parse(telegram.ready).url };
    await writeConfig(launch.config, plan, parts, stubs, gateway);
    await migrate(launch);

    const postgres = await watchPostgres(parts.databaseUrl);
    endings.push(postgres.close);
    const watched: Watched[] = [
      ...[...parts.pids].map(([name, pid]): Watched => ({ name, pid, side: 'parts' })),
      { name: 'load generator', pid: load.pid, side: 'apart' },
      { name: 'Redmine stub', pid: redmine.pid, side: 'apart' },
      { name: 'Telegram stub', pid: telegram.pid, side: 'apart' },
      { name: 'this harness', pid: process.pid, side: 'apart', alone: true },
    ];
    async function startWith(env: NodeJS.ProcessEnv, ...services: Service[]): Promise<void> {
      const pids = await Promise.all(
        services.map((service) => startService(launch, service, portOf(service), { env })),
      );
      services.forEach((name, i) => watched.push({ name, pid: pids[i] ?? -1, side: 'services' }));
    }
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
      async stop(...services) {
        await Promise.all(services.map((service) => processes.end(service)));
        for (const service of services)
          watched.splice(
            watched.findIndex(({ name }) => name === service),
            1,
          );
      },
    });
  } finally {
    for (const end of endings.reverse()) await end();
  }
}
