import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tcpProxy } from '#testkit/proxies';
import { createProcesses } from '../../bench/cluster/processes.js';
import { type Parts, startParts } from '../../bench/cluster/start-parts.js';
import { migrate, operate } from '../../bench/cluster/start-services.js';
import { writeConfig } from '../../bench/cluster/write-config.js';
import { type Desk, deskAt, LANES } from '../people/desk.js';
import { HOOK_SECRET } from '../people/tracker-hook.js';
import { type Books, openBooks } from './books.js';
import { emptyRedis } from './empty-redis.js';
import { type Front, startFront } from './front.js';
import type { Published } from './hear-publishing.js';
import { logOfBrokers, type Way } from './log-of-brokers.js';
import { type Nodes, startNodes } from './nodes.js';
import { type Outside, startOutside } from './outside.js';
import { undoneIn } from './undone-in.js';

/** What the services say to these goes through here. */
export const WAYS = ['Kafka', 'Postgres', 'Redis'] as const;

/** Everything a run stands on, and where it can be struck. */
export type Ground = Outside &
  Books & {
    desks: readonly Desk[];
    nodes: Nodes;
    /** What messengers and trackers send comes in here. */
    front: Front;
    own: Parts['own'];
    /** Past the proxy. */
    databaseUrl: string;
    /** Where the brokers are reached, as the services reach them. */
    brokers: readonly string[];
    /** Whether brokers have a disk that can be filled. */
    canFill: boolean;
    ways: Record<(typeof WAYS)[number], Way>;
    /** What nodes had the brokers append. */
    published: readonly Published[];
    emptyRedis(): Promise<void>;
    /** Has an operator give one of the product's commands. */
    operate(...command: string[]): Promise<void>;
    /** How much the product itself knows to be undone. */
    undone(): Promise<number>;
  };

/** `clock`: how far ahead the next node's clock is to be, in ms. `fillsDisk`: a broker's disk is to be filled. */
export type GroundOptions = { desks: number; nodes: number; logs: string; clock: () => number; fillsDisk: boolean };

/** The stub answers at once or never: a write nobody hears of is looked for this soon. */
const CONFIGURED = { lanes: LANES, windowSeconds: 0.2, settleMs: 1_500, webhookSecret: HOOK_SECRET };

/** Starts a whole system, runs with it, and ends every process that was started, by its pid and however the run ended. */
export async function withGround<T>(options: GroundOptions, run: (ground: Ground) => Promise<T>): Promise<T> {
  await using endings = new AsyncDisposableStack();
  const processes = createProcesses();
  const desks = Array.from({ length: options.desks }, (_, nth) => deskAt(nth));
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-chaos-'));
  endings.defer(() => rm(folder, { recursive: true, force: true }));
  await rm(options.logs, { recursive: true, force: true });
  await mkdir(options.logs, { recursive: true });
  const log = await logOfBrokers(options);
  endings.defer(log.stop);
  const parts = await startParts({ asInProduction: false, kafka: log.options });
  endings.defer(parts.stop);
  const toPostgres = await tcpProxy({ to: parts.databaseUrl, asClient: true });
  endings.defer(() => toPostgres.stop());
  const toRedis = await tcpProxy({ to: parts.redisUrl });
  endings.defer(() => toRedis.stop());
  endings.defer(processes.endAll);
  const outside = await startOutside(processes, endings, desks);

  const front = await startFront();
  endings.defer(front.stop);
  const launch = { processes, config: join(folder, 'relaydesk.yaml'), logs: options.logs };
  const { databaseUrl, own } = parts;
  const redisUrl = toRedis.through(parts.redisUrl);
  const addresses = { databaseUrl: toPostgres.through(databaseUrl), brokers: log.addresses, redisUrl };
  const urls = { redmine: outside.toTracker.url, telegram: outside.toMessenger.url };
  await writeConfig(launch.config, { ...CONFIGURED, desks: options.desks }, addresses, urls, front.url);
  await migrate(launch);
  const books = await openBooks(databaseUrl);
  const nodes = await startNodes(launch, { count: options.nodes, clock: options.clock });
  endings.defer(() => nodes.leave());
  await front.leadTo(nodes.all.filter(({ service }) => service === 'gateway'));
  const known = {
    undone: () => undoneIn(databaseUrl),
    emptyRedis: () => emptyRedis(parts.redisUrl),
    operate: (...command: string[]) => operate(launch, ...command),
  };
  const ways = { Kafka: log.way, Postgres: toPostgres, Redis: toRedis };
  const { canFill, addresses: brokers, published } = log;
  return await run({
    desks,
    nodes,
    front,
    own,
    databaseUrl,
    canFill,
    brokers,
    published,
    ways,
    ...outside,
    ...books,
    ...known,
  });
}
