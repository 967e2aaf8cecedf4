import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster } from '../cluster/start-cluster.js';
import type { Usage } from '../measure/meter.js';

/** Backends that rest tell of their last commits within 10 s (PGSTAT_IDLE_INTERVAL); those are not of this phase. */
const REST_MS = 11_000;

/** What the cluster costs while nobody writes: heartbeats, leases, polls. */
export async function idle({ meter }: Cluster, forMs: number): Promise<Usage> {
  await wait(REST_MS);
  const before = await meter.sample();
  await wait(forMs);
  return meter.between(before, await meter.sample());
}
