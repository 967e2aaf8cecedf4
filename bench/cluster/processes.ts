import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const INSIST_MS = 15_000;

const made = new Set<Pick<Processes, 'endAll'>>();

/** Whoever measures is not asked any more: what it started is ended all the same. */
export async function endEveryProcess(): Promise<void> {
  await Promise.all([...made].map(({ endAll }) => endAll()));
}

/** Every process a run has started, each in a group of its own, so that Ctrl-C reaches the bench alone, which ends them. */
export function createProcesses() {
  const running = new Map<string, ChildProcess>();
  let over = false;

  async function end(name: string): Promise<void> {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), INSIST_MS);
    await gone;
    clearTimeout(insist);
  }

  const processes = {
    /** Nothing outlives the end of all: who was just about to start something is too late. */
    add(name: string, child: ChildProcess): void {
      running.set(name, child);
      if (over) child.kill('SIGKILL');
    },
    end,
    /** In the order they were started, last first. */
    async endAll(): Promise<void> {
      over = true;
      for (const name of [...running.keys()].reverse()) await end(name);
    },
  };
  made.add(processes);
  return processes;
}

export type Processes = ReturnType<typeof createProcesses>;
