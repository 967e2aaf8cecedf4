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
import { openWindows } from './open-windows.js';
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

/** `few`, `many`: windows that are open all the time. `perSecond`: messages, for so many seconds in each round. */
export type DebouncePlan = { rounds: number; few: number; many: number; perSecond: number; seconds: number };

/**
 * P4: messages that are taken in, and whose windows of 2 s fire, with a CPU-second of the lanes' process and of Kafka, Postgres
 * and Redis: while a million other windows are open against a thousand, at the same offered load. Both have a database, topics
 * and a process of their own, and run in turn.
 *
 * A window is late by what passes from its due time until its outcome is committed: when it is certain what is published. So
 * everything counts but Kafka's own part: the timer, the wait for the transaction before it and for company (`gatherMs`, which
 * asks for more of it the more is written), and the commit.
 */
export async function measureDebounce(plan: DebouncePlan): Promise<Goal[]> {
  const { rounds, perSecond, seconds } = plan;
  await using endings = new AsyncDisposableStack();
  const { parts, processes } = await openGround(endings);

  const usages: Usage[] = [];
  const contender = async (name: string, open: number) => {
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
    /** Resolves once all windows of it have fired. */
    const load = async (forSeconds: number) => {
      const messages = pairTimes({ perSecond, seconds: forSeconds, seed: first }).length;
      const withinMs = forSeconds * 1_000 + PATIENCE_MS;
      const firing = lanes.ask({ what: 'fire', pairs: messages / 2, withinMs }, Late);
      await writer.ask({ first, perSecond, seconds: forSeconds }, Nothing);
      first += messages / 2;
      return { messages, late: await firing };
    };
    const play = async (round: number) => {
      await lanes.ask({ what: 'start', known }, Nothing);
      await load(CATCH_UP_SECONDS);
      let loaded: Awaited<ReturnType<typeof load>> | undefined;
      const usage = await usageOf(watched, async () => (loaded = await load(seconds)));
      await lanes.ask({ what: 'stop' }, Nothing);
      const { messages, late: now } = loaded ?? { messages: 0, late: { decided: [], committed: [] } };
      // The first one warms up.
      if (round >= 0) {
        usages.push(usage);
        for (const moment of ['decided', 'committed'] as const) late[moment].push(percentiles(now[moment]).p99);
      }
      return (messages / cpuMsOf(usage)) * 1_000;
    };
    return { play, late };
  };
  const few = await contender('few', plan.few);
  const many = await contender('many', plan.many);
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
        what: `messages debounced with a CPU-second, ${counts} ÷ ${plan.few}`,
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
