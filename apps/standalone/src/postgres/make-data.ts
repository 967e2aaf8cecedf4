import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CannotStart } from '../cannot-start.js';
import type { Say } from '../say.js';
import type { PostgresHome } from './postgres-home.js';
import type { SystemUser } from './postgres-user.js';

const run = promisify(execFile);

/** Makes the data folder if there is none. It is renamed into its place when it is whole, so a kill in between costs nothing. */
export async function makeData(
  { folder, binaries }: PostgresHome,
  data: string,
  password: string,
  user: SystemUser | undefined,
  say: Say,
): Promise<void> {
  if (await isThere(data)) return;
  say('Making the database (the first time only) …');
  await mkdir(folder, { recursive: true });
  if (user) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o755);
  const draft = `${data}.new`;
  await rm(draft, { recursive: true, force: true });
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  const args = [
    '--username=relaydesk',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
  ];
  try {
    await run(binaries.initdb, [`--pgdata=${draft}`, ...args], { cwd: folder, ...user });
  } catch (cause) {
    throw new CannotStart(`The database could not be made: ${wordsOf(cause)}`, { cause });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, data);
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

const wordsOf = (cause: unknown) =>
  cause instanceof Error && 'stderr' in cause && cause.stderr ? String(cause.stderr).trim() : String(cause);
