import { SERVICES } from '../../cluster/start-services.js';
import { CALM } from '../../phases/calm.js';
import { drain } from '../../phases/drain.js';
import { steadyMost } from '../../phases/steady-most.js';
import { say } from '../../say.js';
import type { Run } from './run.js';

const WITHIN_MS = 600_000;

/** Messages a second: `most`: that the cluster bears while it keeps up. */
export type Drained = { most: number; perSecond: number; backlog: number };

/**
 * Finds the most the cluster bears, and then has as much wait as arrives in the plan's time while nothing is consumed. Both times
 * other people write, as much each: issues that have grown old cost more.
 */
export async function drainBacklog({ cluster, plan, numbers, crowds, usages }: Run): Promise<Drained> {
  const { people, steady, backlogMs } = plan;
  await crowds(people);
  const most = await steadyMost(cluster, numbers(steady.messages), steady);
  say(`${Math.round(most.perSecond)} messages a second are the most.`);
  const backlog = Math.round((CALM * most.perSecond * backlogMs) / 1_000);
  await cluster.stop(...SERVICES);
  await crowds(Math.round((backlog * people) / steady.messages));
  const drained = await drain(cluster, { backlog, drainWithinMs: WITHIN_MS }, numbers(backlog));
  if (drained.received < backlog)
    throw new Error(`Of a backlog of ${backlog} ${drained.received} had arrived after ${WITHIN_MS / 1_000} s.`);
  say(`A backlog of ${backlog} is gone.`);
  usages.push(most.usage, drained.usage);
  return { most: most.perSecond, perSecond: drained.perSecond, backlog };
}
