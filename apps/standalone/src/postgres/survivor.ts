import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parsePostmasterFile, type Postmaster } from './postmaster-file.js';

const run = promisify(execFile);

const LOOK_AGAIN_MS = 50;
const PATIENCE_MS = 10_000;

/**
 * The Postgres that a kill −9 of its parent left running on this data folder, once it serves. One that is on its way down
 * is waited for. A file that names someone else's process is a leftover (ids are used again, in containers soon): it is
 * removed, as Postgres would not start beside it.
 */
export async function findSurvivor(data: string): Promise<Postmaster | undefined> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const postmaster = await readPostmaster(data);
    if (!postmaster || !isAlive(postmaster.pid)) return undefined;
    if (!(await isPostgresOf(postmaster.pid, data))) {
      await rm(fileIn(data), { force: true });
      return undefined;
    }
    if (postmaster.ready) return postmaster;
    if (Date.now() > until) process.kill(postmaster.pid, 'SIGQUIT');
    await pause(LOOK_AGAIN_MS);
  }
}

const fileIn = (data: string) => join(data, 'postmaster.pid');

/** What stands on this data folder, whether it is still alive or not. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  return parsePostmasterFile(await readFile(fileIn(data), 'utf8').catch(() => ''));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** We start it with its data folder on the command line. */
async function isPostgresOf(pid: number, data: string): Promise<boolean> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').then(
    (line) => line.replaceAll('\0', ' '),
    () =>
      run('ps', ['-o', 'command=', '-p', String(pid)]).then(
        ({ stdout }) => stdout,
        () => '',
      ),
  );
  return words.includes(data);
}

/** Resolves once the process is gone; it is looked for so often (ms). */
export async function gone(pid: number, everyMs = LOOK_AGAIN_MS): Promise<void> {
  while (isAlive(pid)) await pause(everyMs);
}
