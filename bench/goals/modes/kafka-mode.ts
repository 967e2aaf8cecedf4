import { join } from 'node:path';
import { freePorts } from '../../../libs/testkit/src/parts/free-port.js';
import { type Child, startChild } from '../../cluster/child.js';
import { openGround } from '../../cluster/open-ground.js';
import type { Processes } from '../../cluster/processes.js';
import { type Launch, migrate, SERVICES, startService } from '../../cluster/start-services.js';
import { writeConfig } from '../../cluster/write-config.js';
import type { Watched } from '../../measure/meter.js';
import { type Mode, Nothing, type WebhookMode } from './mode.js';
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
  logs: string;
};

type Around = { processes: Processes; telegram: Child; gateways: readonly string[]; watched: Watched[] };

/** The four services as a cluster has them, on Kafka, Postgres and Redis, set up as in production; bots ask for what people write. */
export const startKafkaMode = (options: KafkaOptions): Promise<Mode> =>
  start(options, false, async ({ telegram }) => ({
    write(first, count) {
      const { desks, people } = options;
      return telegram.ask({ what: 'hand-over', desks, people, first, count }, Nothing);
    },
  }));

/** The same, but what people write comes by webhooks, to every gateway in turn. */
export const startWebhookMode = (options: KafkaOptions): Promise<WebhookMode> =>
  start<Pick<WebhookMode, 'write' | 'arrive'>>(options, true, async ({ processes, gateways, watched }) => {
    const load = await startChild(processes, 'load generator', LOAD, [
      gateways.join(),
      `${options.desks}`,
      `${options.people}`,
    ]);
    watched.push({ name: 'load generator', pid: load.pid, side: 'apart' });
    return {
      write: (first, count) => load.ask({ what: 'post', first, count }, Nothing),
      arrive: (first, arriving) => load.ask({ what: 'arrive', first, ...arriving }, Nothing),
    };
  });

/** `waysOf`: how what people write comes to it. */
async function start<Ways extends Pick<Mode, 'write'>>(
  options: KafkaOptions,
  webhooks: boolean,
  waysOf: (around: Around) => Promise<Ways>,
): Promise<Mode & Ways> {
  const { prepare, logs, processes: each = 1, pollSeconds, ...crowd } = options;
  const endings = new AsyncDisposableStack();
  try {
    const { folder, parts, processes } = await openGround(endings);
    const { redmine, telegram, watched: stubs, urls } = await startStubs(processes);
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
    const watched = [...services, ...ours, ...stubs];
    const ways = await waysOf({ processes, telegram, gateways, watched });
    return { name: 'Kafka mode', watched, redmine, telegram, stop: () => endings.disposeAsync(), ...ways };
  } catch (error) {
    await endings.disposeAsync();
    throw error;
  }
}
