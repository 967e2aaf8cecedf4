import { readdir, readFile } from 'node:fs/promises';

/** Of `/proc` (proc(5)): times are in ticks of 10 ms on every Linux there is (USER_HZ). */
const TICK_MS = 10;
/** Places in `stat`, counted behind the command. The times are user and system, its own and those of children that ended. */
const PARENT = 1;
const OWN = { from: 11, to: 13 };
const ENDED = { from: 13, to: 15 };

/** `endedMs`: of its children that have ended, and theirs. */
export type Process = { pid: number; parent: number; command: string; ownMs: number; endedMs: number };

/** Every process there is, read once. */
export async function readProcesses(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.flatMap((stat) => (stat === '' ? [] : [toProcess(stat)]));
}

/** The command stands in brackets and may hold spaces and brackets itself. */
function toProcess(stat: string): Process {
  const [open, close] = [stat.indexOf('('), stat.lastIndexOf(')')];
  const fields = stat.slice(close + 2).split(' ');
  const msOf = ({ from, to }: typeof OWN) =>
    fields.slice(from, to).reduce((sum, ticks) => sum + Number(ticks) * TICK_MS, 0);
  return {
    pid: Number(stat.slice(0, open)),
    parent: Number(fields[PARENT]),
    command: stat.slice(open + 1, close),
    ownMs: msOf(OWN),
    endedMs: msOf(ENDED),
  };
}

export const childrenOf = (processes: readonly Process[], pid: number) =>
  processes.filter(({ parent }) => parent === pid);

/** Of a process: all there is below it, those that ended included; itself; or what has ended below it. */
export type Extent = 'tree' | 'itself' | 'ended';

/** CPU time in ms; 0 where there is no such process. */
export function cpuOf(processes: readonly Process[], pid: number, extent: Extent = 'tree'): number {
  const { ownMs = 0, endedMs = 0 } = processes.find((process) => process.pid === pid) ?? {};
  if (extent === 'itself') return ownMs;
  if (extent === 'ended') return endedMs;
  return childrenOf(processes, pid).reduce((sum, child) => sum + cpuOf(processes, child.pid), ownMs + endedMs);
}

/** The most memory a process has had at once, in MiB, its descendants' not included. */
export async function peakMemoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_024);
}
