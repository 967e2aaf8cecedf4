import { z } from 'zod';
import type { Cluster } from '../cluster/start-cluster.js';
import type { Usage } from '../measure/meter.js';
import type { Plan } from '../plan.js';
import { callsTo, receivedBy, settled, timesOf } from './counts.js';

const Posted = z.object({ refused: z.int() });

export type Drain = {
  messages: number;
  /** How fast the gateway alone took the backlog in, everything else standing still. */
  fill: { perSecond: number; refused: number; usage: Usage };
  received: number;
  doubled: number;
  swapped: number;
  /** Over the middle nine tenths: from the 5th to the 95th hundredth message received. */
  perSecond: number;
  /** From the start of the three consumers, cold, to the last reaction and the last look at an issue. */
  usage: Usage;
  trackerRequests: number;
  messengerCalls: number;
};

/** Lets a backlog gather behind the gateway, then starts the other three services and watches it go. */
export async function drain(cluster: Cluster, plan: Plan): Promise<Drain> {
  const messages = plan.backlog;
  await cluster.start('gateway');
  const empty = await cluster.meter.sample();
  const { refused } = await cluster.load.ask({ what: 'post', first: 0, count: messages }, Posted);
  const before = await cluster.meter.sample();
  const fill = await cluster.meter.between(empty, before);

  const at = { requests: (await receivedBy(cluster)).requests, calls: await callsTo(cluster) };
  await cluster.start('session-aggregator', 'tracker-adapter', 'notifier');
  const after = await settled(cluster, messages, plan.drainWithinMs);
  const { requests, received, doubled, swapped } = await receivedBy(cluster);
  return {
    messages,
    fill: { perSecond: messages / fill.seconds, refused, usage: fill },
    received,
    doubled,
    swapped,
    perSecond: rateOf(await timesOf(cluster, 0, messages)),
    usage: await cluster.meter.between(before, after),
    trackerRequests: requests - at.requests,
    messengerCalls: (await callsTo(cluster)) - at.calls,
  };
}

function rateOf(times: readonly (number | null)[]): number {
  const received = times.filter((at) => at !== null).sort((a, b) => a - b);
  const middle = received.slice(Math.floor(received.length * 0.05), Math.ceil(received.length * 0.95));
  const ms = (middle.at(-1) ?? 0) - (middle[0] ?? 0);
  return ms > 0 ? (middle.length / ms) * 1_000 : 0;
}
