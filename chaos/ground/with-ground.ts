import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { z } from 'zod';
import { type Simulator, startSimulator } from '#apps/simulator';
import { freePort } from '#testkit/parts';
import { type HttpProxy, httpProxy, type TcpProxy, tcpProxy } from '#testkit/proxies';
import { startChild } from '../../bench/cluster/child.js';
import { createProcesses } from '../../bench/cluster/processes.js';
import { type Parts, startParts } from '../../bench/cluster/start-parts.js';
import { migrate } from '../../bench/cluster/start-services.js';
import { writeConfig } from '../../bench/cluster/write-config.js';
import { tokenOf } from '../../bench/load/update-of.js';
import { type Nodes, startNodes } from './nodes.js';

/** Everything a run stands on, and where it can be struck. */
export type Ground = {
  nodes: Nodes;
  own: Parts['own'];
  /** What the services say to these goes through here. */
  toPostgres: TcpProxy;
  toRedis: TcpProxy;
  toTracker: HttpProxy;
  simulator: Simulator;
  /** The tracker, past the proxy: what people see of it who are not the product. */
  tracker: string;
  flushRedis(): Promise<void>;
  /** How much the product itself knows to be undone. */
  undone(): Promise<number>;
};

export type GroundOptions = { nodes: number; logs: string };

const Ready = z.object({ url: z.string() });
const STUB = new URL('../../bench/stubs/redmine/main.ts', import.meta.url);
/** The stub answers at once or never: a write nobody hears of is looked for this soon. */
const CONFIGURED = { desks: 1, lanes: 6, windowSeconds: 0.2, settleMs: 1_500 };

/** Starts a whole system, runs with it, and ends every process that was started, by its pid and however the run ended. */
export async function withGround<T>(options: GroundOptions, run: (ground: Ground) => Promise<T>): Promise<T> {
  await using endings = new AsyncDisposableStack();
  const processes = createProcesses();
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-chaos-'));
  endings.defer(() => rm(folder, { recursive: true, force: true }));
  await rm(options.logs, { recursive: true, force: true });
  await mkdir(options.logs, { recursive: true });
  const parts = await startParts({ asInProduction: false });
  endings.defer(parts.stop);
  const simulator = await startSimulator();
  // Nodes look for it as soon as they start.
  simulator.createBot({ token: tokenOf(0) });
  endings.defer(() => simulator.close());
  const [toPostgres, toRedis] = [await tcpProxy({ to: parts.databaseUrl }), await tcpProxy({ to: parts.redisUrl })];
  endings.defer(() => toPostgres.stop());
  endings.defer(() => toRedis.stop());
  endings.defer(processes.endAll);
  const stub = await startChild(processes, 'tracker stub', STUB);
  const { url: tracker } = Ready.parse(stub.ready);
  const toTracker = await httpProxy({ to: tracker });
  endings.defer(() => toTracker.stop());

  const gatewayPort = await freePort();
  const launch = { processes, config: join(folder, 'relaydesk.yaml'), logs: options.logs };
  const addresses = {
    databaseUrl: toPostgres.through(parts.databaseUrl),
    brokers: parts.brokers,
    redisUrl: toRedis.through(parts.redisUrl),
  };
  const outside = { redmine: toTracker.url, telegram: simulator.apiRoot };
  await writeConfig(launch.config, CONFIGURED, addresses, outside, `http://127.0.0.1:${gatewayPort}`);
  await migrate(launch);
  const nodes = await startNodes(launch, options.nodes, gatewayPort);
  endings.defer(() => nodes.leave());
  const { own } = parts;
  const known = { undone: () => undoneIn(parts.databaseUrl), flushRedis: () => flush(parts.redisUrl) };
  return await run({ nodes, own, toPostgres, toRedis, toTracker, simulator, tracker, ...known });
}

async function flush(url: string): Promise<void> {
  const operator = new Redis(url, { retryStrategy: () => null });
  // One that is not there is as empty as can be.
  operator.on('error', () => undefined);
  await operator.flushall().catch(() => undefined);
  operator.disconnect();
}

async function undoneIn(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client
    .query<{ n: number }>('SELECT ((SELECT count(*) FROM outbox) + (SELECT count(*) FROM work WHERE effect))::int AS n')
    .finally(() => client.end());
  return rows[0]?.n ?? 0;
}
