import { execFile } from 'node:child_process';
import { chmod, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * For servers that do not run as root: hands the folder to that system user and says how to become them. Anyone but root
 * runs servers as themselves.
 */
export async function runAs(user: string, folder: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const users = await readFile('/etc/passwd', 'utf8');
  const [, uid, gid] = new RegExp(`^${user}:[^:]*:(\\d+):(\\d+):`, 'm').exec(users) ?? [];
  if (!uid || !gid) throw new Error(`there is no system user "${user}"`);
  await chmod(folder, 0o755);
  await run('chown', ['-R', `${uid}:${gid}`, folder]);
  return { uid: Number(uid), gid: Number(gid) };
}
