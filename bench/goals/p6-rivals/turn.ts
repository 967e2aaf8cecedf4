import { z } from 'zod';
import { cpuMsOf } from '../../compare/cost.js';
import type { Numbers } from '../../load/numbers.js';
import type { Usage } from '../../measure/meter.js';
import { percentiles } from '../../measure/percentiles.js';
import { arrived, receivedBy, settled, timesOf } from '../../phases/counts.js';
import { fellBehind } from '../../phases/fell-behind.js';
import type { Stand } from './stand.js';

const Posted = z.object({ refused: z.int() });
const Arrived = z.object({ refused: z.int(), times: z.array(z.number()) });
/** A contender that has not got through by then never will. */
const PATIENCE_MS = 600_000;

export type Drained = { perCpuSecond: number; perSecond: number; usage: Usage };

/** Where no CPU is compared nothing is said for so long: words have been answered. */
const SAID_MS = 1_000;

/** Everybody writes, and nothing of it counts. */
export async function writeOnce(stand: Stand, first: number, people: number): Promise<void> {
  const { received } = await receivedBy(stand);
  await stand.load.ask({ what: 'post', first, count: people }, Posted);
  await settled(stand, received + people, PATIENCE_MS, SAID_MS);
}

/**
 * Posts that many as fast as they are taken, and waits until all stand in the tracker and everything that follows has been
 * said. A second of `perSecond` counts from the first post to the last receipt.
 */
export async function drainThrough(stand: Stand, first: number, messages: number): Promise<Drained> {
  await stand.load.ask({ what: 'prepare', first, count: messages }, z.object({}));
  const { received } = await receivedBy(stand);
  const before = await stand.meter.sample();
  const begin = Date.now();
  await stand.load.ask({ what: 'post', first, count: messages }, Posted);
  const sample = await settled(stand, received + messages, PATIENCE_MS);
  const usage = await stand.meter.between(before, sample);
  const times = (await timesOf(stand, first, messages)).filter((at) => at !== null);
  const last = times.reduce((latest, at) => Math.max(latest, at), begin + 1);
  return {
    perCpuSecond: (times.length / cpuMsOf(usage)) * 1_000,
    perSecond: (times.length / (last - begin)) * 1_000,
    usage,
  };
}

/**
 * The 99th hundredth of the time from when a message was to be sent to the tracker's receipt (ms), in an open loop. What is still to
 * be said then waits for the contender's next turn.
 */
export async function p99Of(stand: Stand, numbers: Numbers, perSecond: number, lengthMs: number) {
  const first = numbers(Math.ceil((perSecond * lengthMs * 2) / 1_000));
  const { received } = await receivedBy(stand);
  const before = await stand.meter.sample();
  const { times: intended } = await stand.load.ask({ what: 'arrive', first, perSecond, lengthMs }, Arrived);
  await arrived(stand, received + intended.length, performance.now() + PATIENCE_MS);
  const sample = await stand.meter.sample();
  const end = Date.now();
  const times = await timesOf(stand, first, intended.length);
  const latencies = times.map((at, i) => (at ?? end) - (intended[i] ?? 0));
  return {
    p99: percentiles(latencies).p99,
    behind: fellBehind(latencies),
    messages: intended.length,
    usage: await stand.meter.between(before, sample),
  };
}
