import { type Goal, goalOf } from '../../compare/goal.js';
import { medianOf } from '../../compare/median.js';
import { objectionsToBursts, type Played } from '../modes/mode.js';
import { fillRows } from './fill-rows.js';
import { offBy } from './flatness.js';
import { playSeries, type Series } from './play-series.js';

/** From the smallest on. */
type Sizes = readonly [number, ...number[]];

/** `people`: who write, where the number of desks is always the same; else as many as the most desks, so that all are written to. */
export type ScalePlan = Omit<Series, 'warmUp'> & {
  desks: number;
  people: number;
  processes: number;
  rowsFrom: Sizes;
  desksFrom: Sizes;
  logs: string;
};

export const SCALE_PLAN: Omit<ScalePlan, 'logs'> = {
  rounds: 3,
  load: { perSecond: 75, lengthMs: 20_000 },
  restMs: 10_000,
  desks: 200,
  people: 1_500,
  processes: 4,
  rowsFrom: [1e3, 1e5, 1e7],
  desksFrom: [10, 10_000],
};

/** A size is flat that costs so much more or less than the smallest at most. */
const FLAT = 0.1;

/**
 * P10: CPU of a message beyond what rest costs, all processes and parts together. With several processes of each service against one
 * of each; with more and more rows of earlier conversations in the tables of correlation; with more and more desks.
 * Webhooks go to the gateways in turn.
 */
export async function measureScale(plan: ScalePlan): Promise<Goal[]> {
  const { desks, people, processes, rowsFrom, desksFrom, logs } = plan;
  const bursts: Played[] = [];
  const withRows = (rows: number) => ({
    ...{ desks, people, logs },
    prepare: (databaseUrl: string) => fillRows(databaseUrl, rows, desks),
  });
  const sizes = (unit: string, from: Sizes) => from.map((size) => `${size} ${unit}`) as [string, ...string[]];
  const named = <Of>(names: readonly string[], from: Sizes, of: (size: number) => Of) =>
    Object.fromEntries(from.map((size, i) => [names[i] ?? '', of(size)]));

  const [rows, several] = [sizes('rows', rowsFrom), `${processes} processes`];
  const byRows = await playSeries(
    // Each of several processes is as warm as one is by itself.
    { ...plan, warmUp: processes },
    { ...named(rows, rowsFrom, withRows), [several]: { ...withRows(rowsFrom[0]), processes } },
    bursts,
  );
  const crowd = Math.max(...desksFrom);
  const many = sizes('desks', desksFrom);
  const byDesks = await playSeries(
    { ...plan, warmUp: 1 },
    named(many, desksFrom, (size) => ({ desks: size, people: crowd, logs })),
    bursts,
  );

  const objections = objectionsToBursts(bursts);
  const flat = (costs: readonly Record<string, number>[], [smallest, ...others]: [string, ...string[]]) =>
    others.map((size) => {
      const ratio = medianOf(ratios(costs, size, smallest)).toFixed(2);
      const what = `CPU of a message with ${size}, as a part of that with ${smallest} more or less (${ratio} ×)`;
      const off = costs.map((one) => offBy(one[size] ?? Number.NaN, one[smallest] ?? Number.NaN));
      return goalOf({ id: `P10 ${size}`, what, sense: 'at most', goal: FLAT }, off, objections);
    });
  return [
    goalOf(
      {
        id: 'P10 processes',
        what: `CPU of a message, ${processes} processes of each service ÷ one`,
        ...{ sense: 'at most', goal: 1.15 },
      },
      ratios(byRows, several, rows[0]),
      objections,
    ),
    ...flat(byRows, rows),
    ...flat(byDesks, many),
  ];
}

const ratios = (costs: readonly Record<string, number>[], of: string, to: string) =>
  costs.map((one) => (one[of] ?? Number.NaN) / (one[to] ?? Number.NaN));
