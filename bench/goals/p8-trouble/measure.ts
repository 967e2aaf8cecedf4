import { SESSION_MS } from '#lane/log/kafka';
import { withCluster } from '../../cluster/start-cluster.js';
import { SERVICES } from '../../cluster/start-services.js';
import { objectionsTo } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import { medianOf } from '../../compare/median.js';
import { createCrowds } from '../../load/crowds.js';
import { createNumbers } from '../../load/numbers.js';
import { p99Of } from '../../measure/latencies.js';
import type { Message } from '../../phases/people-write.js';
import { CALM, objectionsToCalm } from '../../phases/calm.js';
import { receivedBy } from '../../phases/counts.js';
import { STEADY, steadyMost } from '../../phases/steady-most.js';
import { aboutMessages } from '../../report/objections.js';
import { type Drained, drainBacklog } from './drain-backlog.js';
import { killOne } from './kill-one.js';
import { restartAll } from './restart-all.js';
import { CONFIGURED, type Run, type TroublePlan, WINDOW_MS, write } from './run.js';

export const TROUBLE_PLAN: Omit<TroublePlan, 'logs'> = {
  nodes: 4,
  desks: 200,
  people: 2_000,
  steady: STEADY,
  backlogMs: 5 * 60_000,
  rounds: 3,
  loadMs: 10_000,
  killedMs: 24_000,
};

/**
 * P8, with several nodes of each service. A backlog of what arrives in five minutes while nothing is consumed, against the most
 * that the same cluster bears while it keeps up; how long nobody is served whose lanes a node held that was killed, in units of
 * the group's session; and everybody's p99 while all nodes of a service are replaced, against calm.
 */
export async function measureTrouble(plan: TroublePlan): Promise<Goal[]> {
  const { nodes, desks, people, steady, rounds, loadMs, logs } = plan;
  const clustered = { ...CONFIGURED, desks, people, processes: nodes };
  return withCluster(clustered, { logs, profiles: undefined }, async (cluster) => {
    await cluster.start(...SERVICES);
    const [numbers, crowds] = [createNumbers(), createCrowds(cluster.load, desks)];
    const run: Run = { cluster, plan, numbers, crowds, usages: [] };
    // What it warms up with.
    await steadyMost(cluster, numbers(people), { ...steady, messages: people });
    const drained: Drained[] = [];
    for (let round = 0; round < rounds; round += 1) drained.push(await drainBacklog(run));
    const crowd = await crowds(people);
    await steadyMost(cluster, numbers(people), { ...steady, messages: people });
    const perSecond = CALM * medianOf(drained.map(({ most }) => most));

    const calmly: Message[][] = [];
    const calm = async (round: number) => {
      const messages = await write(run, { perSecond, lengthMs: loadMs, seed: round });
      calmly.push(messages);
      return p99Of(messages, WINDOW_MS);
    };
    /** Nodes that were just started are cold, and calm may be next. */
    const andWarm = (strike: (round: number) => Promise<number>) => async (round: number) => {
      const reached = await strike(round);
      await write(run, { perSecond, lengthMs: loadMs, seed: rounds + round });
      return reached;
    };
    const contenders = {
      calm,
      kill: andWarm(killOne(run, crowd, perSecond)),
      restart: andWarm(restartAll(run, perSecond)),
    };
    const reached = await interleave(contenders, rounds);

    const objections = [
      ...objectionsTo(run.usages),
      ...objectionsToCalm(calmly, WINDOW_MS),
      ...aboutMessages(await receivedBy(cluster)),
    ];
    const inCalm = `calm: ${Math.round(medianOf(reached.map((one) => one.calm)))} ms at ${Math.round(perSecond)} a second`;
    const session = `the group’s session, ${SESSION_MS / 1_000} s`;
    const goals = [
      {
        id: 'P8 drain',
        what: `messages a second of a backlog of ${drained.at(-1)?.backlog} ÷ most while it keeps up`,
        ...{ sense: 'at least' as const, goal: 0.9 },
        values: drained.map((one) => one.perSecond / one.most),
      },
      {
        id: 'P8 kill',
        what: `silence of the lanes of a node that is killed, one of ${nodes}, ÷ ${session}`,
        ...{ sense: 'at most' as const, goal: 1.2 },
        values: reached.map(({ kill }) => kill / SESSION_MS),
      },
      {
        id: 'P8 restart',
        what: `p99 while the ${nodes} nodes of a service are replaced ÷ ${inCalm}`,
        ...{ sense: 'at most' as const, goal: 2 },
        values: reached.map((one) => one.restart / one.calm),
      },
    ];
    return goals.map(({ values, ...promised }) => goalOf(promised, values, objections));
  });
}
