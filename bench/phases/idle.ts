import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster } from '../cluster/start-cluster.js';
import type { Usage } from '../measure/meter.js';

/** What the cluster costs while nobody writes: heartbeats, leases, polls. */
export async function idle({ meter }: Cluster, forMs: number): Promise<Usage> {
  const before = await meter.sample();
  await wait(forMs);
  return meter.between(before, await meter.sample());
}
