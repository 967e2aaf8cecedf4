import { SERVICES } from '../../cluster/start-services.js';
import { CALM } from '../../phases/calm.js';
import { drain } from '../../phases/drain.js';
import { steadyMost } from '../../phases/steady-most.js';
import type { Run } from './run.js';

const WITHIN_MS = 600_000;

/** Messages a second: `most`: that the cluster bears while it keeps up. */
export type Drained = { most: number; perSecond: number; backlog: number };

/** Finds the most the cluster bears, and then has as much wait as arrives in the plan's time while nothing is consumed. */
export async function drainBacklog({ cluster, plan, numbers, usages }: Run): Promise<Drained> {
  const most = await steadyMost(cluster, numbers(plan.steady.messages), plan.steady);
  const backlog = Math.round((CALM * most.perSecond * plan.backlogMs) / 1_000);
  await cluster.stop(...SERVICES);
  const drained = await drain(cluster, { backlog, drainWithinMs: WITHIN_MS }, numbers(backlog));
  if (drained.received < backlog)
    throw new Error(`Of a backlog of ${backlog} ${drained.received} had arrived after ${WITHIN_MS / 1_000} s.`);
  usages.push(most.usage, drained.usage);
  return { most: most.perSecond, perSecond: drained.perSecond, backlog };
}
