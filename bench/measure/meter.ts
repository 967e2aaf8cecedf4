import { machine, machineBusy } from './machine.js';
import { cpuOf, type Extent, peakMemoryOf, readProcesses } from './process-tree.js';
import { countedBetween, type PostgresCounters, type PostgresWatch } from './postgres-counters.js';

/** Whose work it is: what is measured, or what measures. */
export type Side = 'services' | 'parts' | 'apart';
/** `extent`: how much of the tree below it is meant, if not all; one may be watched in parts. */
export type Watched = { name: string; pid: number; side: Side; extent?: Extent };

export type Sample = {
  at: number;
  busyMs: number;
  /** Of this process and all it has started, whether watched or not: what is idle meanwhile is no stranger. */
  oursMs: number;
  cpuMs: ReadonlyMap<string, number>;
  postgres: PostgresCounters;
};

/** What was used between two samples. */
export type Usage = {
  seconds: number;
  processes: { name: string; side: Side; cpuMs: number; peakMiB: number }[];
  postgres: PostgresCounters;
  /** Parts of the whole machine, 0 to 1: all that worked, what measures, and processes that are none of ours. */
  busy: number;
  apart: number;
  others: number;
};

export function createMeter(watched: readonly Watched[], postgres: Pick<PostgresWatch, 'read'>) {
  return {
    async sample(): Promise<Sample> {
      const [processes, busyMs, counters] = await Promise.all([readProcesses(), machineBusy(), postgres.read()]);
      const cpuMs = new Map(watched.map(({ name, pid, extent }) => [name, cpuOf(processes, pid, extent)]));
      return { at: performance.now(), busyMs, oursMs: cpuOf(processes, process.pid), cpuMs, postgres: counters };
    },
    async between(before: Sample, after: Sample): Promise<Usage> {
      const ms = after.at - before.at;
      const box = ms * machine().cores;
      const processes = await Promise.all(
        watched.map(async ({ name, pid, side }) => {
          const cpuMs = (after.cpuMs.get(name) ?? 0) - (before.cpuMs.get(name) ?? 0);
          return { name, side, cpuMs, peakMiB: await peakMemoryOf(pid) };
        }),
      );
      const sum = (of: readonly { cpuMs: number }[]) => of.reduce((total, { cpuMs }) => total + cpuMs, 0);
      return {
        seconds: ms / 1_000,
        processes,
        postgres: countedBetween(before.postgres, after.postgres),
        busy: (after.busyMs - before.busyMs) / box,
        apart: sum(processes.filter(({ side }) => side === 'apart')) / box,
        others: Math.max(0, after.busyMs - before.busyMs - (after.oursMs - before.oursMs)) / box,
      };
    },
  };
}

export type Meter = ReturnType<typeof createMeter>;
