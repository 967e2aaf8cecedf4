import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, cp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { announce } from './announce.js';
import { cachedFolder } from './cache-folder.js';
import { runAs } from './run-as.js';
import { makeHome, redmineEnvironment, REDMINE_CODE } from './redmine-home.js';

const run = promisify(execFile);

export const SEED = fileURLToPath(new URL('./redmine-seed.rb', import.meta.url));

/** A home with a filled database, made once per machine and seed. */
export async function seededRedmine(): Promise<{ home: string; adminKey: string }> {
  const sources = await Promise.all(
    ['./redmine-seed.rb', './redmine-home.ts'].map((name) => readFile(new URL(name, import.meta.url))),
  );
  const hash = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 12);
  const kept = await cachedFolder(`redmine-${hash}`, seed);
  return { home: join(kept, 'home'), adminKey: await readFile(join(kept, 'admin-key'), 'utf8') };
}

async function seed(draft: string): Promise<void> {
  announce('filling the database of the tests’ Redmine (half a minute); it is kept for the next time.');
  // The web server's user may not reach the cache of the person who runs the tests.
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-redmine-seed-'));
  try {
    const home = join(folder, 'home');
    await makeHome(home);
    await cp(SEED, join(folder, 'seed.rb'));
    const user = await runAs('www-data', folder);
    const options = { cwd: REDMINE_CODE, env: { ...process.env, ...redmineEnvironment(home) }, ...user };
    await run('bundle', ['exec', 'rake', 'db:migrate'], { ...options, maxBuffer: 64 * 1024 * 1024 });
    const { stdout } = await run('bundle', ['exec', 'rails', 'runner', join(folder, 'seed.rb')], options);
    await cp(home, join(draft, 'home'), { recursive: true });
    await writeFile(join(draft, 'admin-key'), adminKeyIn(stdout));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The administrator's API key in what `redmine-seed.rb` has printed. */
export function adminKeyIn(printed: string): string {
  const [, key] = /^admin key: (\S+)\s*$/m.exec(printed) ?? [];
  if (!key) throw new Error(`Redmine's seed printed no key: ${printed}`);
  return key;
}
