import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Cluster } from '../cluster/start-cluster.js';

const Received = z.object({
  received: z.int(),
  doubled: z.int(),
  swapped: z.int(),
  /** Came without their file, or with part of it. */
  withoutFile: z.int(),
  requests: z.int(),
  /** Requests for one issue: those of polls are not among them. */
  looks: z.int(),
});
export type Received = z.infer<typeof Received>;
const Calls = z.object({ calls: z.int() });
const Times = z.object({ times: z.array(z.number().nullable()) });

/** What of a cluster tells how far messages have come, and at what cost. */
export type Watching = Pick<Cluster, 'redmine' | 'telegram' | 'meter'>;

const LOOK_MS = 250;
/** Longer than from one poll to the next without a word to either side, and all that was to be said is said. */
const QUIET_MS = 6_000;

export const receivedBy = ({ redmine }: Pick<Cluster, 'redmine'>): Promise<Received> =>
  redmine.ask({ what: 'count' }, Received);
export const callsTo = async ({ telegram }: Pick<Cluster, 'telegram'>) =>
  (await telegram.ask({ what: 'count' }, Calls)).calls;

/** When the tracker received each of these messages (ms since 1970); null: it did not. */
export const timesOf = async ({ redmine }: Pick<Cluster, 'redmine'>, first: number, count: number) =>
  (await redmine.ask({ what: 'times', first, count }, Times)).times;

/** Waits until the tracker has so many messages, or until then (by this process's clock, ms). Gives how many it has. */
export async function arrived(cluster: Pick<Watching, 'redmine'>, received: number, end: number): Promise<number> {
  for (;;) {
    const now = (await receivedBy(cluster)).received;
    if (now >= received || performance.now() > end) return now;
    await wait(LOOK_MS);
  }
}

/**
 * Waits until the tracker has so many messages, at most so long, and then until everything that follows (reactions, re-reads)
 * has been said: nothing was for `quietMs`. Resolves with what the meter showed when the last of it had just happened.
 */
export async function settled(cluster: Watching, received: number, withinMs: number, quietMs = QUIET_MS) {
  const end = performance.now() + withinMs;
  let last = { calls: -1, received: -1, looks: -1, sample: await cluster.meter.sample() };
  while (performance.now() < end || last.received >= received) {
    const { received: arrived, looks } = await receivedBy(cluster);
    const now = { received: arrived, looks, calls: await callsTo(cluster) };
    const still = now.received === last.received && now.looks === last.looks && now.calls === last.calls;
    if (!still) last = { ...now, sample: await cluster.meter.sample() };
    if (still && now.received >= received && performance.now() - last.sample.at > quietMs) break;
    await wait(LOOK_MS);
  }
  return last.sample;
}
