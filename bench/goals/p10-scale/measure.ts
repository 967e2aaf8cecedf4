import { setTimeout as wait } from 'node:timers/promises';
import { cpuMsOf } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import { type KafkaOptions, startKafkaMode } from '../modes/kafka-mode.js';
import { type Burst, during, objectionsToBursts, type Played, playBurst, usageWhile } from '../modes/mode.js';
import { fillRows } from './fill-rows.js';
import { beyondRest, flatnessOf } from './flatness.js';

/** `people`: the same however many desks there are, and as many as the most desks at least, so that all of them are written to. */
export type ScalePlan = {
  rounds: number;
  burst: Burst;
  desks: number;
  people: number;
  processes: number;
  rowsFrom: readonly number[];
  desksFrom: readonly number[];
  /** How long a cluster of many desks is watched at rest, after having rested as long. */
  restMs: number;
  logs: string;
};

export const SCALE_PLAN: Omit<ScalePlan, 'logs'> = {
  rounds: 3,
  burst: { warmUp: 10_000, messages: 10_000, withinMs: 600_000 },
  desks: 200,
  people: 10_000,
  processes: 4,
  rowsFrom: [1e3, 1e5, 1e7],
  desksFrom: [10, 300, 10_000],
  restMs: 15_000,
};

const LANES = 4;

/** CPU of a message (ms), services and parts; `beyond`: less what the cluster costs in that time while nobody writes. */
type Cost = { all: number; beyond: number };

/**
 * P10: CPU of a message, all processes and parts together. With several processes of each service against one of each; with more
 * and more rows of earlier conversations in the tables of correlation; with more and more desks. A cluster starts anew for every
 * size and round; everyone has written once before the burst is measured, so that it is comments alone. Webhooks go to the gateways
 * in turn. Of flatness the value is the dearest size in units of the cheapest, so that chance, too, makes it larger than 1.
 */
export async function measureScale(plan: ScalePlan): Promise<Goal[]> {
  const { rounds, burst, desks, people, processes, rowsFrom, desksFrom, restMs, logs } = plan;
  const bursts: Played[] = [];
  const costOf =
    (options: Partial<KafkaOptions>, forMs = 0) =>
    (): Promise<Cost> =>
      during(
        () => startKafkaMode({ desks, people, lanes: LANES, logs, webhooks: true, ...options }),
        async (mode) => {
          const played = await playBurst(mode, burst);
          bursts.push(played);
          await wait(forMs);
          const rest = forMs > 0 ? await usageWhile(mode, () => wait(forMs)) : undefined;
          const all = cpuMsOf(played.usage) / burst.messages;
          return { all, beyond: rest ? beyondRest(played.usage, rest) / burst.messages : all };
        },
      );
  const goal = (id: string, what: string, most: number, values: readonly number[]) =>
    goalOf({ id, what, sense: 'at most', goal: most }, values, objectionsToBursts(bursts));

  const byProcesses = await interleave({ one: costOf({}), several: costOf({ processes }) }, rounds);
  const filled = (rows: number) => costOf({ prepare: (databaseUrl) => fillRows(databaseUrl, rows, desks) });
  const byRows = await interleave(Object.fromEntries(rowsFrom.map((rows) => [`${rows} rows`, filled(rows)])), rounds);
  const withDesks = (many: number) => [`${many} desks`, costOf({ desks: many }, restMs)] as const;
  const byDesks = await interleave(Object.fromEntries(desksFrom.map(withDesks)), rounds);

  const flatness = (costs: readonly Readonly<Record<string, Cost>>[], of: keyof Cost) =>
    costs.map((one) => flatnessOf(Object.values(one).map((cost) => cost[of])));
  const sizes = (from: readonly number[]) => `${Math.min(...from)} to ${Math.max(...from)}`;
  const ofMany = `CPU of a message, dearest ÷ cheapest, ${sizes(desksFrom)} desks`;
  return [
    goal(
      'P10 processes',
      `CPU of a message, ${processes} processes of each service ÷ one`,
      1.15,
      byProcesses.map(({ one, several }) => several.all / one.all),
    ),
    goal(
      'P10 rows',
      `CPU of a message, dearest ÷ cheapest, ${sizes(rowsFrom)} correlation rows`,
      1.1,
      flatness(byRows, 'all'),
    ),
    goal('P10 desks', `${ofMany}, without what polls cost at rest`, 1.1, flatness(byDesks, 'beyond')),
    goal('P10 desks, polls', `${ofMany}, all that ran meanwhile`, 1.1, flatness(byDesks, 'all')),
  ];
}
