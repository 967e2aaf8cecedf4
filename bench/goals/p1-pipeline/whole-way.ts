import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Cluster } from '../../cluster/start-cluster.js';
import { createCrowds } from '../../load/crowds.js';
import type { Usage } from '../../measure/meter.js';
import { receivedBy, settled } from '../../phases/counts.js';
import type { Plan } from '../../plan.js';
import type { Span } from './recorded.js';

/** What each person of a round writes: an issue of the first, comments of the others. */
const MESSAGES_EACH = 4;
const SETTLED_WITHIN_MS = 120_000;
const LOOK_MS = 100;
const Nothing = z.object({});

/** `span`: from the first post to the last of what follows from it. `postedMs`: how long the gateway took messages in. */
export type Gone = { usage: Usage; span: Span; postedMs: number };

const since1970 = (at: number) => performance.timeOrigin + at;

/**
 * Each time other people write, as fast as the gateway takes it, until all of it was written and said. All trackers are asked for
 * changes at once, every few seconds, and have more to tell while people write: each time begins when they have just been asked.
 */
export function wholeWay(cluster: Cluster, { desks }: Pick<Plan, 'desks'>, messages: number): () => Promise<Gone> {
  const { load, meter } = cluster;
  const others = createCrowds(load, desks);
  let first = 0;
  return async () => {
    await others(Math.ceil(messages / MESSAGES_EACH));
    const asked = { first, count: messages };
    first += messages;
    await load.ask({ what: 'prepare', ...asked }, Nothing);
    await afterPolls(cluster);
    const start = await meter.sample();
    await load.ask({ what: 'post', ...asked }, z.object({ refused: z.int() }));
    const postedMs = performance.now() - start.at;
    const end = await settled(cluster, first, SETTLED_WITHIN_MS);
    const span = { from: since1970(start.at), to: since1970(end.at) };
    return { usage: await meter.between(start, end), span, postedMs };
  };
}

async function afterPolls(cluster: Cluster): Promise<void> {
  const { requests: atRest } = await receivedBy(cluster);
  let last = atRest;
  for (;;) {
    await wait(LOOK_MS);
    const { requests } = await receivedBy(cluster);
    if (requests > atRest && requests === last) return;
    last = requests;
  }
}
