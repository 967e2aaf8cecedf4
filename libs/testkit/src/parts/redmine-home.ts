import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { providePrograms } from './provide-program.js';

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
