import { join } from 'node:path';
import { freePort } from '../folder/free-port.js';
import type { Say } from '../say.js';
import { findBinaries } from './binaries.js';
import { keepPostgres, type KeptPostgres, type RunningPostgres } from './keep-postgres.js';
import { launch } from './launch.js';
import { makeData } from './make-data.js';
import { postgresHome } from './postgres-home.js';
import { postgresUser } from './postgres-user.js';
import { findSurvivor, gone } from './survivor.js';

const LOOK_MS = 1_000;

export type EmbeddedPostgres = KeptPostgres & { url: string };

export type PostgresOptions = {
  /** Where its files belong. */
  folder: string;
  /** Names its shelter where it cannot stay in `folder`. */
  name: string;
  password: string;
  say: Say;
};

/**
 * Starts the Postgres of this folder, making it the first time, or goes on with the one that a killed parent left running;
 * it is kept running until it is stopped. It has a process group of its own, so that Ctrl-C does not reach it: it is to be
 * stopped last.
 */
export async function startPostgres({ folder, name, password, say }: PostgresOptions): Promise<EmbeddedPostgres> {
  const user = await postgresUser(say);
  const home = await postgresHome(folder, await findBinaries(), user, name, say);
  const data = join(home.folder, 'data');
  await makeData(home, data, password, user, say);
  const program = { postgres: home.binaries.postgres, folder: home.folder, data, user };
  const start = (port: number) => launch(program, port);
  const running = (await survivorOf(data)) ?? (await start(await freePort()));
  const url = `postgres://relaydesk:${password}@127.0.0.1:${running.port}/postgres`;
  return { url, ...keepPostgres(running, start, say) };
}

/** It is no child of ours, and nobody tells us when it ends. */
async function survivorOf(data: string): Promise<RunningPostgres | undefined> {
  const survivor = await findSurvivor(data);
  return survivor && { ...survivor, ended: gone(survivor.pid, LOOK_MS) };
}
