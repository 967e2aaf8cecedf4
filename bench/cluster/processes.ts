import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Later than anything may take that was asked to end: what is killed then did not end. */
const INSIST_MS = 30_000;

const made = new Set<Pick<Processes, 'endAll'>>();

/** Whoever measures is not asked any more: what it started is ended all the same. */
export async function endEveryProcess(): Promise<void> {
  await Promise.all([...made].map(({ endAll }) => endAll()));
}

/** Every process a run has started, each in a group of its own, so that Ctrl-C reaches the bench alone, which ends them. */
export function createProcesses() {
  const running = new Map<string, ChildProcess>();
  let over = false;

  /** Resolves with its exit code; null: it was killed. Undefined: there was none. */
  async function end(name: string): Promise<number | null | undefined> {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), INSIST_MS);
    await gone;
    clearTimeout(insist);
    return child.exitCode;
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
