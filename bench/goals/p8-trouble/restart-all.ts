import { p99Of } from '../../measure/latencies.js';
import { cease } from '../../phases/people-write.js';
import { type Run, struckIn, WINDOW_MS, write } from './run.js';

/** A restart that takes longer is not measured to its end. */
const WITHIN_MS = 240_000;

/** Replaces the nodes of a service, one by one, while people write. Gives everybody's p99 in that time (ms). */
export const restartAll = (run: Run, perSecond: number) => async (round: number) => {
  const { cluster } = run;
  const { service } = struckIn(round);
  const messages = await write(run, { perSecond, lengthMs: WITHIN_MS, seed: round }, async (over) => {
    const restarted = (async () => {
      for (const node of cluster.nodes.of(service)) await cluster.nodes.replace(node);
      return true;
    })();
    if (!(await Promise.race([restarted, over.then(() => false)])))
      throw new Error(`The nodes of ${service} were not replaced within ${WITHIN_MS / 1_000} s.`);
    await cease(cluster);
  });
  return p99Of(messages, WINDOW_MS);
};
