import { join } from 'node:path';
import { freePorts } from '../../../libs/testkit/src/parts/free-port.js';
import { startChild } from '../../cluster/child.js';
import { openGround } from '../../cluster/open-ground.js';
import { type Launch, migrate, SERVICES, startService } from '../../cluster/start-services.js';
import { writeConfig } from '../../cluster/write-config.js';
import type { Watched } from '../../measure/meter.js';
import { type Mode, Nothing } from './mode.js';
import { startStubs } from './start-stubs.js';

const LOAD = new URL('../../load/main.ts', import.meta.url);

/** `prepare` works on the database before the services start. */
export type KafkaOptions = {
  desks: number;
  people: number;
  lanes: number;
  /** Of each service. */
  processes?: number;
  /** How often each tracker is asked for changes, if not as the product does by itself. */
  pollSeconds?: number;
  prepare?: ((databaseUrl: string) => Promise<void>) | undefined;
  /** What people write comes by webhooks, to every gateway in turn; else bots ask for it. */
  webhooks?: boolean;
  logs: string;
};

/** The four services as a cluster has them, on Kafka, Postgres and Redis, set up as in production. */
export async function startKafkaMode(options: KafkaOptions): Promise<Mode> {
  const { prepare, logs, processes: each = 1, pollSeconds, webhooks = false, ...crowd } = options;
  const endings = new AsyncDisposableStack();
  try {
    const { folder, parts, processes } = await openGround(endings);
    const { redmine, telegram, watched, urls } = await startStubs(processes);
    const launch: Launch = { processes, config: join(folder, 'relaydesk.yaml'), logs };
    const all = SERVICES.flatMap((service) => Array.from({ length: each }, (_, n) => ({ service, n })));
    const ports = await freePorts(all.length);
    // The gateways come first.
    const gateways = ports.slice(0, each).map((port) => `http://127.0.0.1:${port}`);
    const publicUrl = webhooks ? gateways[0] : undefined;
    await writeConfig(launch.config, { ...crowd, pollSeconds, windowSeconds: 0.2 }, parts, urls, publicUrl);
    await migrate(launch);
    await prepare?.(parts.databaseUrl);
    const services = await Promise.all(
      all.map(async ({ service, n }, i): Promise<Watched> => {
        const name = each === 1 ? service : `${service} ${n}`;
        return { name, pid: await startService(launch, service, ports[i] ?? 0, { name }), side: 'services' };
      }),
    );
    const ours = [...parts.pids].map(([name, pid]): Watched => ({ name, pid, side: 'parts' }));
    const { desks, people } = crowd;
    const load = webhooks
      ? await startChild(processes, 'load generator', LOAD, [gateways.join(), `${desks}`, `${people}`])
      : undefined;
    const posting: Watched[] = load ? [{ name: 'load generator', pid: load.pid, side: 'apart' }] : [];
    return {
      name: 'Kafka mode',
      watched: [...services, ...ours, ...posting, ...watched],
      redmine,
      telegram,
      write: (first, count) =>
        load?.ask({ what: 'post', first, count }, Nothing) ??
        telegram.ask({ what: 'hand-over', desks, people, first, count }, Nothing),
      stop: () => endings.disposeAsync(),
    };
  } catch (error) {
    await endings.disposeAsync();
    throw error;
  }
}
