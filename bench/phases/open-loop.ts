import { z } from 'zod';
import type { Cluster } from '../cluster/start-cluster.js';
import type { Usage } from '../measure/meter.js';
import { type Percentiles, percentiles } from '../measure/percentiles.js';
import type { Plan } from '../plan.js';
import { callsTo, receivedBy, settled, timesOf } from './counts.js';

const Arrived = z.object({ refused: z.int(), times: z.array(z.number()) });
/** How long after the last arrival a message still counts as received. */
const PATIENCE_MS = 30_000;

export type OpenLoop = {
  /** Of the drain's rate. */
  part: number;
  perSecond: number;
  messages: number;
  received: number;
  withoutFile: number;
  refused: number;
  /** From the intended time of sending to the tracker's receipt, without the window (ms). */
  latency: Percentiles;
  /** The median of the first and the last third: where it grows, the rate is more than what is borne. */
  medians: { first: number; last: number };
  usage: Usage;
  trackerRequests: number;
  messengerCalls: number;
};

/** Messages arrive at times of their own, however the cluster fares: nobody waits for an answer before writing. */
export async function openLoop(
  cluster: Cluster,
  plan: Plan,
  first: number,
  part: number,
  maximum: number,
): Promise<OpenLoop> {
  const perSecond = part * maximum;
  const at = { ...(await receivedBy(cluster)), calls: await callsTo(cluster) };
  const before = await cluster.meter.sample();
  const asked = { what: 'arrive', first, perSecond, lengthMs: plan.loadMs };
  const { refused, times: intended } = await cluster.load.ask(asked, Arrived);
  const after = await settled(cluster, at.received + intended.length, PATIENCE_MS);
  const times = await timesOf(cluster, first, intended.length);
  const latencies = times.flatMap((time, i) =>
    time === null ? [] : [time - (intended[i] ?? 0) - plan.windowSeconds * 1_000],
  );
  const now = await receivedBy(cluster);
  const third = Math.ceil(latencies.length / 3);
  return {
    part,
    perSecond,
    messages: intended.length,
    received: latencies.length,
    withoutFile: now.withoutFile - at.withoutFile,
    refused,
    latency: percentiles(latencies),
    medians: { first: percentiles(latencies.slice(0, third)).p50, last: percentiles(latencies.slice(-third)).p50 },
    usage: await cluster.meter.between(before, after),
    trackerRequests: now.requests - at.requests,
    messengerCalls: (await callsTo(cluster)) - at.calls,
  };
}
