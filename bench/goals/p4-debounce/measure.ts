import { z } from 'zod';
import { startChild } from '../../cluster/child.js';
import { openGround } from '../../cluster/open-ground.js';
import { cpuMsOf, objectionsTo, usageOf } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import { medianOf } from '../../compare/median.js';
import { LANES, toArgs } from '../../lanes/open-lanes.js';
import { preparePlace } from '../../lanes/prepare-place.js';
import { watchedWith } from '../../lanes/watched-with.js';
import type { Usage } from '../../measure/meter.js';
import { percentiles } from '../../measure/percentiles.js';
import { openWindows, settleDatabase } from './open-windows.js';
import { pairTimes } from './pair-times.js';

const Nothing = z.object({});
const Late = z.object({ decided: z.array(z.number()), committed: z.array(z.number()) });
/** A lane reads so many of its due times at once; what it has spread unevenly is no matter. */
const MOST_KNOWN = 20_000;
const UNEVEN = 0.8;
/** A lane that was just taken asks where its topic ends before its first window fires: that is no part of what is measured. */
const CATCH_UP_SECONDS = 2;
/** A window that has not fired so long after the load is over never does. */
const PATIENCE_MS = 60_000;

/**
 * `few`, `many`: windows that are open all the time. In each round `perSecond` messages arrive for so many `seconds`, and then all of
 * the `backlog` are there at once.
 */
export type DebouncePlan = {
  rounds: number;
  few: number;
  many: number;
  perSecond: number;
  /** Where few windows are open, and where many are, which is what is promised of. */
  seconds: { few: number; many: number };
  backlog: number;
};

export const DEBOUNCE_PLAN: DebouncePlan = {
  rounds: 3,
  few: 1_000,
  many: 1_000_000,
  perSecond: 60,
  seconds: { few: 8, many: 25 },
  backlog: 30_000,
};

/**
 * P4: messages that are taken in, and whose windows of 2 s fire, with a CPU-second of the lanes' process and of Kafka, Postgres
 * and Redis, until a backlog of them is drained: while a million other windows are open against a thousand. Both have a database,
 * topics and a process of their own, and run in turn; before each turn their database is settled, so that none pays for another's.
 *
 * How late windows fire is seen at a gentle rate, at which lanes mostly rest and whose cost would say nothing.
 * A window is late by what passes from its due time until its outcome is committed: when it is certain what is published. So
 * everything counts but Kafka's own part: the timer, the wait for the transaction before it and for company (`gatherMs`, which
 * asks for more of it the more is written), and the commit.
 */
export async function measureDebounce(plan: DebouncePlan): Promise<Goal[]> {
  const { rounds, perSecond, backlog } = plan;
  await using endings = new AsyncDisposableStack();
  const { parts, processes } = await openGround(endings);

  const usages: Usage[] = [];
  const contender = async (name: 'few' | 'many') => {
    const [open, seconds] = [plan[name], plan.seconds[name]];
    const place = await preparePlace(parts, `${name}.`);
    await openWindows(place.databaseUrl, open);
    const child = (of: string, file: string) =>
      startChild(processes, `${of} of ${name}`, new URL(file, import.meta.url), toArgs(place));
    const lanes = await child('lanes', 'lanes.ts');
    const writer = await child('writer', 'writer.ts');
    const watched = watchedWith(parts, name, lanes.pid, [{ name: 'writer', pid: writer.pid, side: 'apart' }]);
    const known = Math.floor(Math.min(MOST_KNOWN, (UNEVEN * open) / LANES));
    const late: Record<keyof z.infer<typeof Late>, number[]> = { decided: [], committed: [] };
    let first = 0;
    /** Resolves with how late the windows of these people have fired, once all have. */
    const fire = async (pairs: number, withinMs: number, load: object) => {
      const firing = lanes.ask({ what: 'fire', pairs, withinMs }, Late);
      await writer.ask({ ...load, first }, Nothing);
      first += pairs;
      return firing;
    };
    const arrive = (forSeconds: number) => {
      const pairs = pairTimes({ perSecond, seconds: forSeconds, seed: first }).length / 2;
      return fire(pairs, forSeconds * 1_000 + PATIENCE_MS, { what: 'arrive', perSecond, seconds: forSeconds });
    };
    const pairs = backlog / 2;
    const drain = () => fire(pairs, PATIENCE_MS, { what: 'backlog', pairs });
    const play = async (round: number) => {
      await settleDatabase(place.databaseUrl);
      await lanes.ask({ what: 'start', known }, Nothing);
      await arrive(CATCH_UP_SECONDS);
      let now: z.infer<typeof Late> = { decided: [], committed: [] };
      const gently = await usageOf(watched, async () => void (now = await arrive(seconds)));
      const drained = await usageOf(watched, drain);
      await lanes.ask({ what: 'stop' }, Nothing);
      // The first one warms up.
      if (round >= 0) {
        usages.push(gently, drained);
        for (const moment of ['decided', 'committed'] as const) late[moment].push(percentiles(now[moment]).p99);
      }
      return (backlog / cpuMsOf(drained)) * 1_000;
    };
    return { play, late };
  };
  const few = await contender('few');
  const many = await contender('many');
  const contenders = { few: few.play, many: many.play };
  for (const warmUp of Object.values(contenders)) await warmUp(-1);
  const reached = await interleave(contenders, rounds);
  const objections = objectionsTo(usages);
  const counts = `${plan.many} windows open`;
  const [decided, fewer] = [many.late.decided, few.late.committed].map((late) => `${Math.round(medianOf(late))} ms`);
  return [
    goalOf(
      {
        id: 'P4 rate',
        what: `messages of a backlog debounced with a CPU-second, ${counts} ÷ ${plan.few}`,
        sense: 'at least',
        goal: 0.8,
      },
      reached.map((one) => one.many / one.few),
      objections,
    ),
    goalOf(
      {
        id: 'P4 lateness',
        what: `99 % of windows are committed so late at most (ms), ${counts} (decided: ${decided}; ${plan.few} open: ${fewer})`,
        sense: 'at most',
        goal: 20,
      },
      many.late.committed,
      objections,
    ),
  ];
}
