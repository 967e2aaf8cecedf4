import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart } from '../cannot-start.js';
import type { SystemUser } from './postgres-user.js';
import type { RunningPostgres } from './keep-postgres.js';
import type { Postmaster } from './postmaster-file.js';
import { readPostmaster } from './survivor.js';

export type Launch = {
  /** The program. */
  postgres: string;
  /** Where its log goes. */
  folder: string;
  data: string;
  user: SystemUser | undefined;
};

/** Local, for one machine: nobody else connects, and nothing goes through a socket file. */
const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];
const STARTS_WITHIN_MS = 30_000;

/** Starts Postgres at this port, and resolves once it serves. Throws `CannotStart` with the last words of its log. */
export async function launch({ postgres, folder, data, user }: Launch, port: number): Promise<RunningPostgres> {
  const log = join(folder, 'postgres.log');
  const output = await open(log, 'w');
  const args = ['-D', data, '-p', String(port), ...SETTINGS.flatMap((setting) => ['-c', setting])];
  const child = spawn(postgres, args, { detached: true, stdio: ['ignore', output.fd, output.fd], ...user });
  const failed = new Promise<never>((_resolve, reject) => void child.once('error', reject));
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  child.unref();
  await output.close();
  try {
    return { ...(await Promise.race([failed, untilReady(data, child)])), ended };
  } catch (cause) {
    const lines = await readFile(log, 'utf8').catch(() => '');
    throw new CannotStart(`Postgres did not start: ${lastLine(lines) || String(cause)} (all of it: ${log}).`, {
      cause,
    });
  }
}

/** Until then the file may still be that of one which was killed. */
async function untilReady(data: string, child: ChildProcess): Promise<Postmaster> {
  const until = Date.now() + STARTS_WITHIN_MS;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const found = await readPostmaster(data);
    if (found?.ready && found.pid === child.pid) return found;
    if (Date.now() > until) throw new Error('it took too long');
    await pause(20);
  }
  throw new Error('it ended');
}

const lastLine = (text: string) => text.trim().split('\n').at(-1);
