import { cp, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Say } from '../say.js';
import type { PostgresBinaries } from './binaries.js';
import type { SystemUser } from './postgres-user.js';

export type PostgresHome = {
  /** Holds `data` and what belongs to it. */
  folder: string;
  binaries: PostgresBinaries;
};

const SHELTER = '/var/lib/relaydesk';

/**
 * Where Postgres' files stand: in `folder`. Where we are root and the user it runs as may not pass through to that folder
 * or to its programs (a clone under `/root`, or made by `mktemp -d`), both go to `/var/lib/relaydesk` instead.
 */
export async function postgresHome(
  folder: string,
  binaries: PostgresBinaries,
  user: SystemUser | undefined,
  name: string,
  say: Say,
): Promise<PostgresHome> {
  if (user === undefined || ((await anyoneMayEnter(folder)) && (await anyoneMayEnter(binaries.home)))) {
    return { folder, binaries };
  }
  const shelter = join(SHELTER, name);
  if (!(await isThere(shelter))) {
    say(`Postgres runs as the user "postgres", who may not enter ${folder}: its files go to ${shelter}.`);
    await mkdir(shelter, { recursive: true, mode: 0o755 });
  }
  return { folder: shelter, binaries: await copyOf(binaries) };
}

/** The programs where anyone may run them: copied once for all folders. */
async function copyOf(binaries: PostgresBinaries): Promise<PostgresBinaries> {
  const home = join(SHELTER, `postgres-${binaries.version}`);
  if (!(await isThere(home))) {
    const draft = `${home}.${process.pid}`;
    await cp(binaries.home, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, home);
  }
  const moved = (program: string) => join(home, program.slice(binaries.home.length));
  return { ...binaries, home, initdb: moved(binaries.initdb), postgres: moved(binaries.postgres) };
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Whether every folder above lets others pass. */
async function anyoneMayEnter(path: string): Promise<boolean> {
  const above = dirname(path);
  if (above === path) return true;
  return ((await stat(above)).mode & 0o001) !== 0 && anyoneMayEnter(above);
}
