import { setTimeout as wait } from 'node:timers/promises';
import type { Crowd } from '../../load/update-of.js';
import { gapAfter } from './gap.js';
import { heldBy, holdersOf, laneOfMessage } from './lanes-of.js';
import { CONFIGURED, type Run, struckIn, write } from './run.js';

/** People have written for so long by then. */
const BEFORE_MS = 4_000;

/**
 * Kills a node that holds lanes while people write; it comes again when they have written. Gives how long nobody was served whose
 * lanes it held, of several the longest (ms).
 */
export const killOne = (run: Run, crowd: Crowd, perSecond: number) => async (round: number) => {
  const { cluster, plan } = run;
  const { service, topic } = struckIn(round);
  const killed = { at: Number.NaN, lanes: [] as number[] };
  const messages = await write(run, { perSecond, lengthMs: plan.killedMs, seed: round }, async (over) => {
    await wait(BEFORE_MS);
    const holders = await holdersOf(cluster.parts.databaseUrl, topic);
    const nodes = cluster.nodes.of(service).map((node) => ({ node, lanes: heldBy(node.pid, holders) }));
    const found = nodes.find(({ lanes }) => lanes.length > 0);
    if (!found) throw new Error(`No node of ${service} holds a lane.`);
    cluster.nodes.kill(found.node);
    killed.at = Date.now();
    killed.lanes = found.lanes;
    await over;
    await cluster.nodes.start(found.node);
  });
  const served = (lane: number) =>
    messages
      .filter(({ number }) => laneOfMessage(number, crowd, CONFIGURED.lanes) === lane)
      .map(({ received }) => received);
  return Math.max(...killed.lanes.map((lane) => gapAfter(killed.at, served(lane))));
};
