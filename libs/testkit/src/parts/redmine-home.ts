import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { providePrograms } from './provide-program.js';

const run = promisify(execFile);

export const REDMINE_CODE = '/usr/share/redmine';

export const provideRedmine = () =>
  providePrograms({
    part: 'Redmine',
    programs: ['bundle', `${REDMINE_CODE}/config.ru`, '/usr/bin/puma'],
    debianPackages: ['redmine', 'redmine-sqlite', 'puma'],
    addressVariable: 'RELAYDESK_TEST_REDMINE_URL and RELAYDESK_TEST_REDMINE_API_KEY',
  });

/** Everything of an instance that is not code: configuration, database, files, logs, and a Gemfile that has puma. */
export async function makeHome(home: string): Promise<void> {
  for (const folder of ['config', 'log', 'tmp', 'files', 'public/plugin_assets']) {
    await mkdir(join(home, folder), { recursive: true });
  }
  await copyFile(join(REDMINE_CODE, 'Gemfile'), join(home, 'Gemfile'));
  await writeFile(join(home, 'Gemfile.local'), "gem 'puma'\n");
  await writeFile(join(home, 'config', 'secret_key.txt'), randomBytes(32).toString('hex'));
  // A relative path would be taken from the code's folder; the environment says where this copy lives.
  const database = `<%= ENV['RELAYDESK_REDMINE_HOME'] %>/redmine.sqlite3`;
  const settings = { adapter: 'sqlite3', database, pool: 10, timeout: 10_000 };
  const lines = Object.entries(settings).map(([key, value]) => `  ${key}: ${value}\n`);
  await writeFile(join(home, 'config', 'database.yml'), `production:\n${lines.join('')}`);
}

/** Debian's Redmine looks for an instance in a folder of this name under its own; the dots lead out of there. */
export const redmineEnvironment = (home: string): NodeJS.ProcessEnv => ({
  HOME: home,
  RAILS_ENV: 'production',
  X_DEBIAN_SITEID: `../../../../../../../..${home}`,
  RELAYDESK_REDMINE_HOME: home,
  // Where `rake db:migrate` writes what it has made; the package's own folder is not ours to write.
  SCHEMA: join(home, 'schema.rb'),
  BUNDLE_GEMFILE: join(home, 'Gemfile'),
  TZ: 'UTC',
});

/** Root hands the folder to the web server's user and runs as that; anyone else runs as themselves. */
export async function runAs(folder: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const users = await readFile('/etc/passwd', 'utf8');
  const [, uid, gid] = /^www-data:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  await chmod(folder, 0o755);
  await run('chown', ['-R', `${uid}:${gid}`, folder]);
  return { uid: Number(uid), gid: Number(gid) };
}
