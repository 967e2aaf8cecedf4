import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createProcesses, type Processes } from '../../cluster/processes.js';
import { writeConfig } from '../../cluster/write-config.js';
import type { Watched } from '../../measure/meter.js';
import { childrenOf, readProcesses } from '../../measure/process-tree.js';
import { type Mode, Nothing } from './mode.js';
import { startStubs } from './start-stubs.js';

const ROOT = new URL('../../../', import.meta.url);
const Manifest = z.object({ scripts: z.object({ start: z.string() }) });
/** What would stand for desks, databases and brokers of someone else. */
const FROM_OUTSIDE = /^(TELEGRAM|REDMINE|DATABASE|KAFKA|REDIS|RELAYDESK|PUBLIC)_/;

export type StandaloneOptions = { desks: number; people: number; lanes: number; logs: string };

/**
 * `npm start` with a configuration file of desks, in a folder of its own: the process that keeps everything, the four services in
 * one child of it, and the Postgres it brings along.
 */
export async function startStandaloneMode({ logs, ...crowd }: StandaloneOptions): Promise<Mode> {
  const endings = new AsyncDisposableStack();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'relaydesk-bench-'));
    // Postgres, which does not run as root, must pass through.
    await chmod(folder, 0o755);
    endings.defer(() => rm(folder, { recursive: true, force: true }));
    const processes = createProcesses();
    endings.defer(processes.endAll);
    const { redmine, telegram, watched, urls } = await startStubs(processes);
    const config = join(folder, 'relaydesk.yaml');
    await writeConfig(config, { ...crowd, windowSeconds: 0.2 }, {}, urls);
    const pid = await npmStart(processes, folder, config, join(logs, 'standalone.log'));
    const { desks, people } = crowd;
    return {
      name: 'standalone',
      watched: [...(await treeOf(pid)), ...watched],
      redmine,
      telegram,
      write: (first, count) => telegram.ask({ what: 'hand-over', desks, people, first, count }, Nothing),
      stop: () => endings.disposeAsync(),
    };
  } catch (error) {
    await endings.disposeAsync();
    throw error;
  }
}

/** Resolves with its pid once it says that it is ready. */
async function npmStart(processes: Processes, folder: string, config: string, logFile: string): Promise<number> {
  const outside = Object.entries(process.env).filter(([name]) => !FROM_OUTSIDE.test(name));
  const { scripts } = Manifest.parse(JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8')));
  const [, ...command] = scripts.start
    .split(' ')
    .map((part) => part.replace(/^bin\//, fileURLToPath(new URL('bin/', ROOT))));
  const child = spawn(process.execPath, command, {
    cwd: folder,
    env: { ...Object.fromEntries(outside), PORT: '0', RELAYDESK_CONFIG: config },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  processes.add('standalone', child);
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stderr.pipe(log);
  const ready = new Promise<void>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      log.write(`${line}\n`);
      if (line.includes('Relaydesk is ready')) resolve();
    });
  });
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`standalone ended with ${code}: see ${logFile}.`)),
  );
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return child.pid ?? -1;
}

/** Itself, its services and its Postgres, each counted by itself. */
async function treeOf(pid: number): Promise<Watched[]> {
  const children = childrenOf(await readProcesses(), pid);
  return [
    { name: 'standalone', pid, side: 'services', extent: 'itself' },
    ...children.map(({ pid: child, command }): Watched =>
      command === 'postgres'
        ? { name: 'Postgres', pid: child, side: 'parts' }
        : { name: 'its services', pid: child, side: 'services' },
    ),
  ];
}
