import { z } from 'zod';
import type { Cluster } from '../cluster/start-cluster.js';
import type { Sample, Usage } from '../measure/meter.js';
import type { Plan } from '../plan.js';
import { arrived, callsTo, receivedBy, settled, timesOf } from './counts.js';
import { rateOf } from './rate-of.js';

const Posted = z.object({ refused: z.int() });

export type Drain = {
  messages: number;
  /** How fast the gateway alone took the backlog in, everything else standing still. */
  fill: { perSecond: number; refused: number; usage: Usage };
  received: number;
  doubled: number;
  swapped: number;
  withoutFile: number;
  /** Over the middle nine tenths: from the 5th to the 95th hundredth message received. */
  perSecond: number;
  /** From the start of the three consumers, cold, to the last reaction and the last look at an issue. */
  usage: Usage;
  /** Of that, until a third of the messages was received, until two thirds were, and after it: Postgres' commits among it. */
  thirds: { received: number; commits: number }[];
  trackerRequests: number;
  messengerCalls: number;
};

/**
 * Lets a backlog gather behind the gateway, then starts the other three services and watches it go. None of the four runs before;
 * `first`: of its messages.
 */
export async function drain(
  cluster: Cluster,
  plan: Pick<Plan, 'backlog' | 'drainWithinMs'>,
  first = 0,
): Promise<Drain> {
  const messages = plan.backlog;
  await cluster.start('gateway');
  const empty = await cluster.meter.sample();
  const { refused } = await cluster.load.ask({ what: 'post', first, count: messages }, Posted);
  const before = await cluster.meter.sample();
  const fill = await cluster.meter.between(empty, before);

  const at = { ...(await receivedBy(cluster)), calls: await callsTo(cluster) };
  await cluster.start('session-aggregator', 'tracker-adapter', 'notifier');
  const end = performance.now() + plan.drainWithinMs;
  const marks: Mark[] = [{ received: at.received, sample: before }];
  for (const part of [1 / 3, 2 / 3]) marks.push(await reached(cluster, at.received + Math.ceil(part * messages), end));
  const after = await settled(cluster, at.received + messages, Math.max(0, end - performance.now()));
  const now = await receivedBy(cluster);
  marks.push({ received: now.received, sample: after });
  return {
    messages,
    fill: { perSecond: messages / fill.seconds, refused, usage: fill },
    received: now.received - at.received,
    doubled: now.doubled - at.doubled,
    swapped: now.swapped - at.swapped,
    withoutFile: now.withoutFile - at.withoutFile,
    perSecond: rateOf(await timesOf(cluster, first, messages)),
    usage: await cluster.meter.between(before, after),
    thirds: marks.slice(1).map(({ received, sample }, i) => ({
      received: received - (marks[i]?.received ?? 0),
      commits: sample.postgres.commits - (marks[i]?.sample.postgres.commits ?? 0),
    })),
    trackerRequests: now.requests - at.requests,
    messengerCalls: (await callsTo(cluster)) - at.calls,
  };
}

type Mark = { received: number; sample: Sample };

async function reached(cluster: Cluster, received: number, end: number): Promise<Mark> {
  return { received: await arrived(cluster, received, end), sample: await cluster.meter.sample() };
}
