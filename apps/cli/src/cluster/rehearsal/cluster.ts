import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { freshDatabase } from '#testkit';
import { freePort } from '#testkit/parts';
import { type Ended, runToEnd, type ServiceProcess, startProcess } from './service-process.js';

export const SERVICES = ['gateway', 'session-aggregator', 'tracker-adapter', 'notifier'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The parts a cluster stands on; whoever asked for them stops them. */
export type Ground = { postgres: string; brokers: readonly string[]; redis: string };

export type Cluster = {
  /** Its topics begin with it and a dot, its keys in Redis with it and a colon. */
  name: string;
  /** Address of the gateway, whichever process serves it now. */
  url: string;
  /** Answered by the database: what is at rest. */
  ask<T extends object>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** Starts one more; when it is ready, it says itself. */
  begin(service: ServiceName): Promise<ServiceProcess>;
  /** Starts one more, and resolves once it is ready. */
  start(service: ServiceName): Promise<ServiceProcess>;
  /** One process of each service. */
  startAll(): Promise<Record<ServiceName, ServiceProcess>>;
  /** Any command to its end, with more in its environment. */
  run(args: readonly string[], env?: Record<string, string>): Promise<Ended>;
  /** The process on whose writes to this topic's first lane count. */
  owner(topic: string): Promise<ServiceProcess | undefined>;
  /** Configures a new secret; those until now only open what they closed. For processes started from here on. */
  renewSecret(): Promise<void>;
  /** What any process logged as an error. */
  errors(): string[];
  close(): Promise<void>;
};

export type ClusterOptions = { lanes?: number | undefined; migrated?: boolean };

/**
 * A cluster of its own: database, topics, keys and processes no one else has. Tables and topics are made, unless told
 * otherwise; nothing runs yet.
 *
 * @param desks as they stand in the configuration file.
 */
export async function openCluster(
  ground: Ground,
  desks: readonly object[],
  { lanes = 2, migrated = true }: ClusterOptions = {},
): Promise<Cluster> {
  const database = await freshDatabase(ground.postgres);
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-cluster-'));
  const config = join(folder, 'relaydesk.yaml');
  const name = randomUUID();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const secrets = [randomUUID()];
  // JSON is YAML.
  const configure = () => {
    const [secret, ...formerSecrets] = secrets;
    const settings = {
      databaseUrl: database.url,
      kafkaBrokers: ground.brokers,
      kafkaPrefix: `${name}.`,
      redisUrl: ground.redis,
      redisPrefix: `${name}:`,
      publicUrl: url,
      secret,
      formerSecrets,
      lanes,
      desks,
    };
    return writeFile(config, JSON.stringify(settings));
  };
  await configure();
  // One connection, so that a transaction may take several questions; a new one where the server went away.
  const pool = new Pool({ connectionString: database.url, max: 1, idleTimeoutMillis: 0 });
  pool.on('error', () => undefined);
  const processes: ServiceProcess[] = [];

  const cluster: Cluster = {
    name,
    url,
    ask: async <T extends object>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query<T>(sql, [...values])).rows,
    async begin(service) {
      const own = service === 'gateway' ? port : await freePort();
      const process = startProcess(service, config, own);
      processes.push(process);
      return process;
    },
    async start(service) {
      const process = await cluster.begin(service);
      await process.ready();
      return process;
    },
    async startAll() {
      const started = await Promise.all(SERVICES.map(async (service) => [service, await cluster.start(service)]));
      return Object.fromEntries(started) as Record<ServiceName, ServiceProcess>;
    },
    run: (args, env) => runToEnd(args, config, env),
    async owner(topic) {
      const rows = await cluster.ask<{ holder: string | null }>(
        `SELECT holder FROM lane WHERE topic = $1 AND lane = 0`,
        [topic],
      );
      return processes.find(({ pid }) => rows[0]?.holder?.includes(`-${pid}-`));
    },
    renewSecret() {
      secrets.unshift(randomUUID());
      return configure();
    },
    errors: () => processes.flatMap((process) => process.errors()),
    async close() {
      await Promise.all(processes.map((process) => process.kill()));
      await keepOutput(processes);
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  if (!migrated) return cluster;
  const { code, output } = await cluster.run(['migrate']);
  if (code === 0) return cluster;
  await cluster.close();
  throw new Error(`migrate ended with ${code}:\n${output}`);
}

/** With RELAYDESK_TEST_LOGS=<folder>, what the processes wrote is there afterwards. */
async function keepOutput(processes: readonly ServiceProcess[]): Promise<void> {
  const folder = process.env['RELAYDESK_TEST_LOGS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await Promise.all(
    processes.map(({ service, pid, output }) => writeFile(join(folder, `${service}-${pid}.log`), output())),
  );
}
