import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CannotStart } from '../cannot-start.js';
import type { Say } from '../say.js';

const run = promisify(execFile);

export type SystemUser = { uid: number; gid: number };

/** Whom Postgres runs as: ourselves, or, as it refuses to be root, the system user `postgres`, who is added if missing. */
export async function postgresUser(say: Say): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await findUser();
  if (known) return known;
  say('Postgres does not run as root: adding the system user "postgres" (useradd).');
  await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch(() => undefined);
  const added = await findUser();
  if (!added) {
    throw new CannotStart(
      'Postgres does not run as root, and the user "postgres" could not be added: start as another user, or set DATABASE_URL.',
    );
  }
  return added;
}

async function findUser(): Promise<SystemUser | undefined> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
