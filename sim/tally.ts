import type { Density } from './density.js';
import type { Judgement } from './judge-run.js';
import type { Plan } from './plan.js';
import type { Run } from './run-plan.js';

/** What one run came to. */
export type Outcome = {
  messages: number;
  density: Density;
  /** The faults it met. */
  struck: readonly string[];
  failed: boolean;
  /** How often it broke what. */
  broken: Judgement['times'];
  repeated: number;
  /** CPU, ms. */
  usedMs: number;
  /** Issues and comments that were written for people, those of unknown outcome, and how often these were looked for. */
  writes: number;
  unknown: number;
  readBacks: number;
};

export const outcomeOf = (
  plan: Plan,
  { world, desks }: Run,
  judgement: Judgement,
  played: Pick<Outcome, 'density' | 'usedMs'>,
): Outcome => ({
  ...played,
  messages: plan.acts.length,
  struck: plan.strikes.map(({ what }) => what),
  failed: judgement.broken.length > 0,
  broken: judgement.times,
  repeated: judgement.repeated,
  writes: desks.reduce((sum, desk) => sum + writesOf(desk), 0),
  unknown: world.observed.unknown(),
  readBacks: world.observed.readBacks(),
});

/** All that stands in a tracker but what people wrote there by hand. */
const writesOf = ({ outside, putIn }: Run['desks'][number]) =>
  [...outside.tracker.issues.values()].reduce((sum, { journals }) => sum + 1 + journals.length, 0) -
  putIn.commented.length;

/** What many runs came to, in a line to be kept. */
export function createTally() {
  const struck = new Map<string, number>();
  const broken = new Map<string, number>();
  const played = new Map<Density, { messages: number; cpuMs: number }>();
  let [seeds, messages, failed, repeated, cpuMs, writes, unknown, readBacks] = [0, 0, 0, 0, 0, 0, 0, 0];

  function add(one: Outcome): void {
    seeds += 1;
    const { messages: before, cpuMs: usedMs } = played.get(one.density) ?? { messages: 0, cpuMs: 0 };
    played.set(one.density, { messages: before + one.messages, cpuMs: usedMs + one.usedMs });
    messages += one.messages;
    failed += one.failed ? 1 : 0;
    repeated += one.repeated;
    cpuMs += one.usedMs;
    writes += one.writes;
    unknown += one.unknown;
    readBacks += one.readBacks;
    for (const what of one.struck) struck.set(what, (struck.get(what) ?? 0) + 1);
    for (const [kind, times] of Object.entries(one.broken)) broken.set(kind, (broken.get(kind) ?? 0) + times);
  }

  function line(): string {
    const faults = struck.values().reduce((sum, times) => sum + times, 0);
    const kinds = [...struck].sort(([, a], [, b]) => b - a).map(([what, times]) => `${what} ${times}`);
    const densities = [...played].map(([density, sum]) => `${density} ${perSecond(sum.messages, sum.cpuMs)}`);
    return [
      `${seeds} seeds, ${messages} messages, ${failed} failed`,
      [...broken].map(([kind, times]) => `${kind} ${times}`).join(', '),
      `${repeated} shown twice`,
      `${faults} faults (${kinds.join(', ')})`,
      `${writes} writes, ${unknown} of unknown outcome, ${(readBacks / Math.max(1, unknown)).toFixed(2)} read-backs each`,
      `${perSecond(messages, cpuMs)} messages a CPU-second (${densities.join(', ')})`,
    ].join('; ');
  }

  return { add, line, failed: () => failed };
}

const perSecond = (messages: number, cpuMs: number) => Math.round((1_000 * messages) / cpuMs);
