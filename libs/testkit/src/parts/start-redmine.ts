import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import type { RedminePart, StartPart } from './part.js';
import { provideRedmine, redmineEnvironment, REDMINE_CODE } from './redmine-home.js';
import { readRedmine } from './read-redmine.js';
import { seededRedmine } from './redmine-seed.js';
import { runAs } from './run-as.js';
import { startServer } from './server-process.js';
import { treat } from './treat.js';

/** Debian's Redmine 5.0.4 on puma, on a copy of the seeded database; nothing under /usr or /var is written. */
export const startRedmine: StartPart<RedminePart> = async (folder) => {
  await provideRedmine();
  const seeded = await seededRedmine();
  const home = join(folder, 'redmine');
  await cp(seeded.home, home, { recursive: true });
  const user = await runAs('www-data', folder);
  const port = await freePort();
  const server = await startServer({
    name: 'Redmine',
    command: 'bundle',
    // One request at a time: a thread that waits for SQLite holds Ruby's lock, and with it the thread it waits for, for 10 s.
    args: ['exec', 'puma', '-b', `tcp://127.0.0.1:${port}`, '-t', '1:1'],
    ready: /Listening on/,
    cwd: REDMINE_CODE,
    env: redmineEnvironment(home),
    ...user,
  });
  return {
    part: await readRedmine(`http://127.0.0.1:${port}`, seeded.adminKey),
    treat: treat([server]),
    stop: server.stop,
  };
};
