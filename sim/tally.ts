import type { Judgement } from './judge-run.js';
import type { Plan } from './plan.js';
import type { Run } from './run-plan.js';

/** What many runs came to, in a line to be kept. */
export function createTally() {
  const struck = new Map<string, number>();
  const broken = new Map<string, number>();
  let [seeds, messages, failed, repeated, cpuMs, unknown, readBacks] = [0, 0, 0, 0, 0, 0, 0];

  function add(plan: Plan, { world }: Run, judgement: Judgement, usedMs: number): void {
    seeds += 1;
    messages += plan.acts.length;
    failed += judgement.broken.length > 0 ? 1 : 0;
    repeated += judgement.repeated;
    cpuMs += usedMs;
    unknown += world.observed.unknown();
    readBacks += world.observed.readBacks();
    for (const { what } of plan.strikes) struck.set(what, (struck.get(what) ?? 0) + 1);
    for (const [kind, times] of Object.entries(judgement.times)) broken.set(kind, (broken.get(kind) ?? 0) + times);
  }

  function line(): string {
    const faults = struck.values().reduce((sum, times) => sum + times, 0);
    const kinds = [...struck].sort(([, a], [, b]) => b - a).map(([what, times]) => `${what} ${times}`);
    return [
      `${seeds} seeds, ${messages} messages, ${failed} failed`,
      [...broken].map(([kind, times]) => `${kind} ${times}`).join(', '),
      `${repeated} shown twice`,
      `${faults} faults (${kinds.join(', ')})`,
      `${unknown} writes of unknown outcome, ${(readBacks / Math.max(1, unknown)).toFixed(2)} read-backs each`,
      `${Math.round((1_000 * messages) / cpuMs)} messages a CPU-second`,
    ].join('; ');
  }

  return { add, line, failed: () => failed };
}
