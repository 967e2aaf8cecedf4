import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Cluster } from '../cluster/start-cluster.js';
import type { Usage } from '../measure/meter.js';
import { receivedBy, settled, timesOf } from './counts.js';
import { rateOf } from './rate-of.js';

/** `underWay`: at once; the next is sent when one has arrived. */
export type Steady = { messages: number; underWay: number };

/** As many under way as people write: one of each. */
export const STEADY: Steady = { messages: 6_000, underWay: 2_000 };

const LOOK_MS = 50;
const WITHIN_MS = 300_000;

/** How much a running cluster bears without falling behind (messages a second): as much as it does is sent, and no more waits. */
export async function steadyMost(
  cluster: Cluster,
  first: number,
  { messages, underWay }: Steady,
): Promise<{ perSecond: number; usage: Usage }> {
  const { load, meter } = cluster;
  const at = (await receivedBy(cluster)).received;
  const before = await meter.sample();
  const end = performance.now() + WITHIN_MS;
  for (let sent = 0; sent < messages && performance.now() < end; await wait(LOOK_MS)) {
    const arrived = (await receivedBy(cluster)).received - at;
    const count = Math.min(messages - sent, underWay - (sent - arrived));
    if (count > 0) await load.ask({ what: 'post', first: first + sent, count }, z.object({}));
    sent += Math.max(0, count);
  }
  const after = await settled(cluster, at + messages, Math.max(0, end - performance.now()));
  const received = (await receivedBy(cluster)).received - at;
  if (received < messages)
    throw new Error(`Of ${messages} messages ${received} had arrived after ${WITHIN_MS / 1_000} s.`);
  return { perSecond: rateOf(await timesOf(cluster, first, messages)), usage: await meter.between(before, after) };
}
