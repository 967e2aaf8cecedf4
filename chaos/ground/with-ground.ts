import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Simulator, startSimulator } from '#apps/simulator';
import { freePort } from '#testkit/parts';
import { type Exchange, type HttpProxy, httpProxy, tcpProxy } from '#testkit/proxies';
import { startChild } from '../../bench/cluster/child.js';
import { createProcesses } from '../../bench/cluster/processes.js';
import { type Parts, startParts } from '../../bench/cluster/start-parts.js';
import { migrate } from '../../bench/cluster/start-services.js';
import { writeConfig } from '../../bench/cluster/write-config.js';
import { tokenOf } from '../../bench/load/update-of.js';
import { LANES } from '../people/desk.js';
import { emptyRedis } from './empty-redis.js';
import { logOfBrokers, type Way } from './log-of-brokers.js';
import { type Nodes, startNodes } from './nodes.js';
import { undoneIn } from './undone-in.js';
import { type LaneBook, openLaneBook } from './lane-book.js';

/** What the services say to these goes through here. */
export const WAYS = ['Kafka', 'Postgres', 'Redis'] as const;

/** Everything a run stands on, and where it can be struck. */
export type Ground = {
  nodes: Nodes;
  own: Parts['own'];
  /** Past the proxy. */
  databaseUrl: string;
  /** Whether brokers have a disk that can be filled. */
  canFill: boolean;
  ways: Record<(typeof WAYS)[number], Way>;
  toTracker: HttpProxy;
  simulator: Simulator;
  /** The tracker, past the proxy: what people see of it who are not the product. */
  tracker: string;
  /** Who had which lane when, and committed for it. */
  lanes: LaneBook;
  /** What nodes had the tracker and the messenger do, and were answered. */
  exchanges: Record<'tracker' | 'messenger', readonly Exchange[]>;
  emptyRedis(): Promise<void>;
  /** How much the product itself knows to be undone. */
  undone(): Promise<number>;
};

/** `clock`: how far ahead the next node's clock is to be, in ms. */
export type GroundOptions = { nodes: number; logs: string; clock: () => number };

const Ready = z.object({ url: z.string() });
const STUB = new URL('../../bench/stubs/redmine/main.ts', import.meta.url);
/** The stub answers at once or never: a write nobody hears of is looked for this soon. */
const CONFIGURED = { desks: 1, lanes: LANES, windowSeconds: 0.2, settleMs: 1_500 };

/** Starts a whole system, runs with it, and ends every process that was started, by its pid and however the run ended. */
export async function withGround<T>(options: GroundOptions, run: (ground: Ground) => Promise<T>): Promise<T> {
  await using endings = new AsyncDisposableStack();
  const processes = createProcesses();
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-chaos-'));
  endings.defer(() => rm(folder, { recursive: true, force: true }));
  await rm(options.logs, { recursive: true, force: true });
  await mkdir(options.logs, { recursive: true });
  const log = await logOfBrokers();
  endings.defer(log.stop);
  const parts = await startParts({ asInProduction: false, kafka: log.options });
  endings.defer(parts.stop);
  const simulator = await startSimulator();
  // Nodes look for it as soon as they start.
  simulator.createBot({ token: tokenOf(0) });
  endings.defer(() => simulator.close());
  const toPostgres = await tcpProxy({ to: parts.databaseUrl, asClient: true });
  endings.defer(() => toPostgres.stop());
  const toRedis = await tcpProxy({ to: parts.redisUrl });
  endings.defer(() => toRedis.stop());
  endings.defer(processes.endAll);
  const stub = await startChild(processes, 'tracker stub', STUB);
  const { url: tracker } = Ready.parse(stub.ready);
  const exchanges = { tracker: [] as Exchange[], messenger: [] as Exchange[] };
  const keep = (all: Exchange[]) => (one: Exchange) => void (one.method !== 'GET' && all.push(one));
  const toTracker = await httpProxy({ to: tracker, heard: keep(exchanges.tracker) });
  endings.defer(() => toTracker.stop());
  const toMessenger = await httpProxy({ to: simulator.apiRoot, heard: keep(exchanges.messenger) });
  endings.defer(() => toMessenger.stop());

  const gatewayPort = await freePort();
  const launch = { processes, config: join(folder, 'relaydesk.yaml'), logs: options.logs };
  const { databaseUrl, own } = parts;
  const redisUrl = toRedis.through(parts.redisUrl);
  const addresses = { databaseUrl: toPostgres.through(databaseUrl), brokers: log.addresses, redisUrl };
  const outside = { redmine: toTracker.url, telegram: toMessenger.url };
  await writeConfig(launch.config, CONFIGURED, addresses, outside, `http://127.0.0.1:${gatewayPort}`);
  await migrate(launch);
  const lanes = await openLaneBook(databaseUrl);
  const nodes = await startNodes(launch, { count: options.nodes, gatewayPort, clock: options.clock });
  endings.defer(() => nodes.leave());
  const known = { undone: () => undoneIn(databaseUrl), emptyRedis: () => emptyRedis(parts.redisUrl) };
  const ways = { Kafka: log.way, Postgres: toPostgres, Redis: toRedis };
  const { canFill } = log;
  return await run({
    nodes,
    own,
    databaseUrl,
    canFill,
    ways,
    toTracker,
    simulator,
    tracker,
    lanes,
    exchanges,
    ...known,
  });
}
