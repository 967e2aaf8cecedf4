import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from '../../../libs/testkit/src/parts/free-port.js';
import type { Parts } from '../../cluster/start-parts.js';
import { type Launch, migrate, type Service, SERVICES, startService } from '../../cluster/start-services.js';
import { writeConfig } from '../../cluster/write-config.js';
import type { Contender } from './contender.js';
import { type Around, forget, setUpStand, watch } from './stand.js';

/** Words are whole at once, as they are for the rivals. */
const CONFIGURED = { lanes: 4, windowSeconds: 0 };

/** The whole of Relaydesk: four services, Kafka, Postgres and Redis. */
export async function setUpRelaydesk(around: Around, parts: Parts, launch: Launch): Promise<Contender> {
  const ports = await freePorts(SERVICES.length);
  const portOf = (service: Service) => ports[SERVICES.indexOf(service)] ?? 0;
  const gateway = `http://127.0.0.1:${portOf('gateway')}`;
  const stand = await setUpStand(around, 'relaydesk', gateway);
  for (const [name, pid] of parts.pids) watch(stand.watched, { name, pid, side: 'parts' });
  await writeConfig(launch.config, { ...around.crowd, ...CONFIGURED }, parts, stand.urls, gateway);
  await migrate(launch);

  const pids = new Map<Service, number>();
  async function start(service: Service): Promise<void> {
    const pid = await startService(launch, service, portOf(service));
    pids.set(service, pid);
    watch(stand.watched, { name: service, pid, side: 'services' });
  }
  return {
    stand,
    start: async () => void (await Promise.all(SERVICES.map(start))),
    async stop() {
      await Promise.all(SERVICES.map((service) => launch.processes.end(service)));
      for (const service of SERVICES) forget(stand.watched, service);
    },
    members: SERVICES,
    async kill(member) {
      process.kill(pids.get(member as Service) ?? Number.NaN, 'SIGKILL');
      await wait(0);
    },
    revive: (member) => start(member as Service),
  };
}
