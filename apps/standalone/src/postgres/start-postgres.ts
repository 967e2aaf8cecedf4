import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart } from '../cannot-start.js';
import type { Say } from '../say.js';
import { findBinaries } from './binaries.js';
import { freePort } from '../folder/free-port.js';
import { makeData } from './make-data.js';
import { postgresHome } from './postgres-home.js';
import { postgresUser } from './postgres-user.js';
import { findSurvivor, gone, isAlive } from './survivor.js';

export type EmbeddedPostgres = {
  url: string;
  /** Sends everyone away, writes what is left and resolves when the process is gone. */
  stop(): Promise<void>;
  /** The same without waiting. */
  stopAtOnce(): void;
};

export type PostgresOptions = {
  /** Where its files belong. */
  folder: string;
  /** Names its shelter where it cannot stay in `folder`. */
  name: string;
  password: string;
  say: Say;
};

/** Local, for one machine: nobody else connects, and nothing goes through a socket file. */
const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];
const STARTS_WITHIN_MS = 30_000;

/**
 * Starts the Postgres of this folder, making it the first time, or goes on with the one that a killed parent left running.
 * It has a process group of its own, so that Ctrl-C does not reach it: it is to be stopped last.
 */
export async function startPostgres({ folder, name, password, say }: PostgresOptions): Promise<EmbeddedPostgres> {
  const user = await postgresUser(say);
  const home = await postgresHome(folder, await findBinaries(), user, name, say);
  const data = join(home.folder, 'data');
  await makeData(home, data, password, user, say);
  const { pid, port } = (await findSurvivor(data)) ?? (await launch(home.binaries.postgres, home.folder, data, user));
  const stopAtOnce = () => void (isAlive(pid) && process.kill(pid, 'SIGINT'));
  return {
    url: `postgres://relaydesk:${password}@127.0.0.1:${port}/postgres`,
    stopAtOnce,
    async stop() {
      stopAtOnce();
      await gone(pid);
    },
  };
}

async function launch(postgres: string, folder: string, data: string, user: object | undefined) {
  const port = await freePort();
  const log = join(folder, 'postgres.log');
  const output = await open(log, 'w');
  const args = ['-D', data, '-p', String(port), ...SETTINGS.flatMap((setting) => ['-c', setting])];
  const child = spawn(postgres, args, { detached: true, stdio: ['ignore', output.fd, output.fd], ...user });
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('it ended')));
  });
  child.unref();
  await output.close();
  await Promise.race([failed, untilReady(data)]).catch(async (cause: unknown) => {
    const lines = await readFile(log, 'utf8').catch(() => '');
    throw new CannotStart(`Postgres did not start: ${lastLine(lines) || String(cause)} (all of it: ${log}).`, {
      cause,
    });
  });
  failed.catch(() => undefined);
  return { pid: child.pid ?? 0, port };
}

async function untilReady(data: string): Promise<void> {
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until) {
    const survivor = await findSurvivor(data);
    if (survivor?.ready) return;
    await pause(20);
  }
  throw new Error('it took too long');
}

const lastLine = (text: string) => text.trim().split('\n').at(-1);
