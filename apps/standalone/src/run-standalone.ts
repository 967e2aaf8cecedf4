import { join, resolve } from 'node:path';
import { claimFolder, refuseSecondInstance } from './folder/claim-folder.js';
import { openFolder } from './folder/open-folder.js';
import { keepSecrets } from './folder/secrets.js';
import { untilRemoved } from './folder/until-removed.js';
import { openDoor } from './page-server/open-door.js';
import { startPostgres } from './postgres/start-postgres.js';
import type { Say } from './say.js';
import { readSettings, type Environment } from './settings.js';
import { startDemo } from './start-demo.js';
import { untilAskedToEnd } from './until-asked-to-end.js';

const FOLDER = '.relaydesk';

/**
 * `npm start`: runs everything on this machine until Ctrl-C. Starts Postgres, then what stands outside of Relaydesk (the
 * simulated messenger, the local tracker), then the services in a child process; stops them the other way round, Postgres
 * last. Throws `CannotStart` with one sentence where it cannot, `FolderRemoved` when its folder is taken away, and
 * `PostgresLost` when its Postgres has ended and cannot be started again.
 */
export async function runStandalone(env: Environment, say: Say = toTerminal): Promise<void> {
  // A terminal that was closed is no reason to leave everything as it is: it is ended in its own way, unheard.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const settings = readSettings(env);
  const folder = resolve(FOLDER);
  await openFolder(folder);
  const secrets = await keepSecrets(folder);
  await refuseSecondInstance(folder, secrets.instance);
  const end = untilAskedToEnd(env);
  await using stops = new AsyncDisposableStack();

  const door = await openDoor(settings.port, secrets.instance);
  stops.defer(() => door.close());
  stops.defer(await claimFolder(folder, secrets.instance, door.url));
  const { url: databaseUrl, lost } = await openDatabase(settings.databaseUrl);
  if (!end.isAsked) {
    const { asked, signal } = end;
    await startDemo({ env, settings, secrets, folder, databaseUrl, door, stops, say, asked, signal }).catch(
      async (error) => {
        // What was given up because it is to end is no reason not to start.
        if (!end.isAsked) throw (await import('#boot')).explained(databaseUrl, error);
      },
    );
  }
  if (!end.isAsked)
    say(`\n  Relaydesk is ready: ${door.url}\n\n  Ctrl-C ends it; the next start goes on where it stopped.\n`);
  await Promise.race([end.asked, untilRemoved(folder, end.signal), ...lost]);
  say('Ending …');

  /** The one that is configured is someone else's to keep running. */
  async function openDatabase(url: string | undefined): Promise<{ url: string; lost: Promise<never>[] }> {
    if (url !== undefined) return { url, lost: [] };
    const { databasePassword: password, instance: name } = secrets;
    const postgres = await startPostgres({ folder: join(folder, 'postgres'), name, password, say });
    stops.defer(() => postgres.stop());
    end.atOnce(() => postgres.stopAtOnce());
    return { url: postgres.url, lost: [postgres.lost] };
  }
}

const toTerminal: Say = (line) => void process.stdout.write(`${line}\n`);
