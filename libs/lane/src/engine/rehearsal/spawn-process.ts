import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One of the processes beside this file, which says what it holds, a JSON line at a time. */
export function spawnProcess<Said>(file: string, args: readonly string[], nodeOptions: readonly string[] = []) {
  const register = here('../../../../../tools/source/register.mjs');
  const child: ChildProcess = spawn(process.execPath, [...nodeOptions, '--import', register, here(file), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const lines: Said[] = [];
  if (child.stdout) createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line) as Said));
  const gone = once(child, 'exit');
  return {
    lines,
    last: () => lines.at(-1),
    tell: (line: string) => void child.stdin?.write(`${line}\n`),
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    exited: () => child.exitCode !== null || child.signalCode !== null,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
