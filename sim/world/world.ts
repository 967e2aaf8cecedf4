import type { DeskId } from '#contracts';
import { type CorrelationReads, type CorrelationWrite, memoryCorrelation } from '#correlation';
import { MemoryBroker } from '#lane/log/memory';
import { seeded, virtualClock } from '#lane/rehearsal';
import { MemoryDatabase } from '#lane/store/memory';
import type { Poison } from '../faults/poison.js';
import { befalls, calm, type CrashPoint } from '../faults/trouble.js';
import { linksOf } from './cast.js';
import { channelOwners } from './channel-owners.js';
import { watchRates } from './chats-rates.js';
import { type Node, startNode } from './node.js';
import { createNoticed, FINDS_OUT_MS } from './noticed.js';
import { createOutside, type Outside } from './outside.js';
import { FARTHEST_MS } from './own-clock.js';
import { createRedis } from './redis.js';
import { createTrace } from './trace.js';
import { createWays } from './ways.js';

/** What a node has begun that stood still, it has done so long after. */
const STEADY_AFTER_MS = 10_000;

/** How long a scheduler needs to start what has crashed. */
const RESTART_MS = 2_000;

/** Where nothing is written for long, a lane is asked for as often. */
const FETCH_WAITS_MS = 500;

/** The inbox of a day is full of what comes again on the next. */
const JUST_BEFORE_MIDNIGHT = Date.UTC(2026, 0, 1, 23, 59, 40);

export type WorldOptions = {
  seed: number;
  lanes: number;
  desks: number;
  /** At each desk. */
  people: number;
  byWebhook: boolean;
  /** So long what its tracker does not answer may wait. */
  giveUpAfterMs: number;
  keepTrace?: boolean;
};

/** One world on one clock: the log, the database, Redis, the messenger and the tracker, and the nodes between them. */
export function createWorld({ seed, lanes, desks, people, byWebhook, giveUpAfterMs, keepTrace = false }: WorldOptions) {
  const random = seeded(seed);
  const clock = virtualClock(JUST_BEFORE_MIDNIGHT);
  const trace = createTrace(clock, { keep: keepTrace });
  const trouble = calm();
  const outsides = Array.from({ length: desks }, (_, nth) => createOutside(clock, random, trouble, { people, nth }));
  const correlation = memoryCorrelation();
  correlation.apply(outsides.flatMap(({ cast }) => linksOf(cast)).map((row) => ({ kind: 'link', row })));
  const ways = createWays(clock, random, trouble);
  const broker = new MemoryBroker({ clock, lanes, faults: ways.toLog, maxWaitMs: FETCH_WAITS_MS });
  const database = new MemoryDatabase<CorrelationReads, CorrelationWrite>({ clock, side: correlation });
  const nodes: Node[] = [];
  /** When a node that stood still went on. */
  const wentOn = new Map<string, number>();
  const isRunning = (name: string) =>
    nodes.some((node) => node.name === name) && (wentOn.get(name) ?? 0) < clock.monotonic() - FINDS_OUT_MS;
  const isSteady = (name: string) =>
    ways.isQuick() && (wentOn.get(name) ?? -Infinity) < clock.monotonic() - STEADY_AFTER_MS;
  const noticed = createNoticed({ clock, trace, broker, database, lanes, isRunning, isSteady });
  const redis = createRedis(clock, () => ways.takes('redis'), noticed.say);
  const isHindered = (name: string) => !isSteady(name) || !redis.isWhole();
  /** Of every three nodes one has a clock that is wrong. */
  const aheadMs = () => (random.percent(33) ? random.between(-FARTHEST_MS, FARTHEST_MS) : 0);
  let named = 0;
  let nonces = 0;

  const world = {
    ...ways,
    ...noticed,
    clock,
    byWebhook,
    giveUpAfterMs,
    random,
    trace,
    trouble,
    /** What each desk has to do with. */
    outsides: outsides as readonly Outside[],
    correlation,
    broker,
    database,
    redis,
    /** A message, or an edit, comes to a chat. */
    arrives: watchRates({ clock, isHindered, say: noticed.say }),
    channels: channelOwners(clock, () => ways.takes('database'), ways.befallDatabase),
    nodes: nodes as readonly Node[],
    /** Records nobody can take in, each once. */
    poisoned: [] as Poison[],
    nonce: () => `nonce-${(nonces += 1)}`,
    /** The wall clock of all nodes, and of the database. */
    jump(ms: number): void {
      clock.jump(ms);
      noticed.jumped();
    },
    /** From here on a replica lags behind; calling what is returned makes it the database. */
    lagBehind(): () => void {
      const failOver = database.replica();
      const since = clock.monotonic();
      return () => noticed.goBackTo(since, failOver);
    },
    /** The tracker's webhook, to whichever gateway is there; lost where none is. */
    hint(desk: DeskId, issue: string, change: string): void {
      if (befalls(random, trouble.hints) || nodes.length === 0) return;
      void random.pick(nodes).gateway.hint(desk, issue, change);
    },
    start(): Node {
      const node = startNode(world, `node-${(named += 1)}`, aheadMs());
      nodes.push(node);
      trace.note(`${node.name} starts`);
      return node;
    },
    /** It goes on for a while, and is not to be relied on any more. */
    stop(node: Node): Promise<void> {
      trace.note(`${node.name} stops`);
      nodes.splice(nodes.indexOf(node), 1);
      return node.stop();
    },
    kill(node: Node): void {
      nodes.splice(nodes.indexOf(node), 1);
      node.kill();
    },
    /** Like `kill`, and its scheduler starts another after a while. */
    crash(node: Node, againMs: number): void {
      trace.note(`${node.name} crashes`);
      world.kill(node);
      clock.after(againMs, () => world.start());
    },
    /** `clockToo`: its wall clock goes on where it stopped. */
    standStill(node: Node, ms: number, clockToo = false): void {
      trace.note(`${node.name} stands still`);
      node.clock.freeze();
      wentOn.set(node.name, Infinity);
      clock.after(ms, () => {
        wentOn.set(node.name, clock.monotonic());
        if (clockToo) node.clock.jump(-ms);
        node.clock.thaw();
      });
    },
    /** A node comes to where it may crash, or stand still. True if it does. */
    passes(name: string, point: CrashPoint): boolean {
      const { crash } = trouble;
      if (crash?.at !== point || (crash.afterTimes -= 1) > 0) return false;
      const node = nodes.find((one) => one.name === name);
      if (!node) return false;
      trouble.crash = undefined;
      if (crash.standsStillMs === undefined) world.crash(node, RESTART_MS);
      else world.standStill(node, crash.standsStillMs, crash.clockToo);
      return true;
    },
  };
  return world;
}

export type World = ReturnType<typeof createWorld>;
