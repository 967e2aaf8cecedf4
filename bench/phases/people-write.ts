import { z } from 'zod';
import type { Cluster } from '../cluster/start-cluster.js';
import type { Usage } from '../measure/meter.js';
import { receivedBy, settled, timesOf } from './counts.js';

/** When it was to be sent, and when the tracker received it (ms since 1970). */
export type Message = { number: number; intended: number; received: number };

/** `seed`: loads of one arrive at the same times. */
export type Load = { first: number; perSecond: number; lengthMs: number; seed: number };

/** What befalls a cluster while people write; `over`: the last of what they write was taken. */
export type Trouble = (over: Promise<unknown>) => Promise<unknown>;

const Arrived = z.object({ refused: z.int(), times: z.array(z.number()) });
const WITHIN_MS = 120_000;

const calm: Trouble = async () => undefined;

/**
 * Messages arrive at times of their own, however the cluster fares, and meanwhile something befalls it, or nothing. Everything that
 * follows from them was said before this resolves; throws where a message does not arrive.
 */
export async function peopleWrite(
  cluster: Cluster,
  load: Load,
  trouble = calm,
): Promise<{ messages: Message[]; usage: Usage }> {
  const { received: at } = await receivedBy(cluster);
  const before = await cluster.meter.sample();
  const asked = cluster.load.ask({ what: 'arrive', ...load }, Arrived);
  const [{ times: intended }] = await Promise.all([asked, trouble(asked)]);
  const usage = await cluster.meter.between(before, await cluster.meter.sample());
  await settled(cluster, at + intended.length, WITHIN_MS);
  const times = await timesOf(cluster, load.first, intended.length);
  const missing = times.filter((time) => time === null).length;
  if (missing > 0)
    throw new Error(
      `${missing} of ${times.length} messages had not arrived ${WITHIN_MS / 1_000} s after the last was sent.`,
    );
  const messages = times.map((time, i) => ({
    number: load.first + i,
    intended: intended[i] ?? Number.NaN,
    received: time ?? Number.NaN,
  }));
  return { messages, usage };
}

/** Has whatever arrives end now. */
export const cease = ({ load }: Pick<Cluster, 'load'>) => load.ask({ what: 'cease' }, z.object({}));
