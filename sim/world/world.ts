import type { DeskId, TopicName } from '#contracts';
import { type CorrelationReads, type CorrelationWrite, memoryCorrelation } from '#correlation';
import type { LaneChange, Work } from '#lane';
import { type FetchFate, MemoryBroker } from '#lane/log/memory';
import { badFetch, badPublish, seeded, virtualClock } from '#lane/rehearsal';
import { MemoryDatabase } from '#lane/store/memory';
import type { Poison } from '../faults/poison.js';
import { befalls, calm, type CrashPoint } from '../faults/trouble.js';
import { linksOf } from './cast.js';
import { channelOwners } from './channel-owners.js';
import { watchWindows } from './early-windows.js';
import { type Node, startNode } from './node.js';
import { watchOwners } from './living-owners.js';
import { watchPolls } from './one-poller.js';
import { watchPublishing } from './publishing-in-turn.js';
import { watchWork } from './work-in-turn.js';
import { createObserved } from './observed.js';
import { createOutside, type Outside } from './outside.js';
import type { Reach } from './reach.js';
import { FARTHEST_MS } from './own-clock.js';
import { createRedis } from './redis.js';
import { createTrace } from './trace.js';

/** How long a scheduler needs to start what has crashed. */
const RESTART_MS = 2_000;

/** How long it takes to get there, or to be heard again, at least and at most (ms). */
const WAYS_MS = {
  socket: [0, 2],
  database: [1, 5],
  log: [1, 4],
  tracker: [0, 5],
  messenger: [5, 15],
} as const satisfies Record<string, readonly [number, number]>;

/** The inbox of a day is full of what comes again on the next. */
const JUST_BEFORE_MIDNIGHT = Date.UTC(2026, 0, 1, 23, 59, 40);
const SLOWEST_COMMIT_MS = 4_900;
/** So long after it stood still a node may go on with what it had begun. */
const FINDS_OUT_MS = 1_000;

export type WorldOptions = {
  seed: number;
  lanes: number;
  desks: number;
  /** At each desk. */
  people: number;
  byWebhook: boolean;
  keepTrace?: boolean;
};

type Place = { topic: TopicName; lane: number; node: string };

/** One world on one clock: the log, the database, Redis, the messenger and the tracker, and the nodes between them. */
export function createWorld({ seed, lanes, desks, people, byWebhook, keepTrace = false }: WorldOptions) {
  const random = seeded(seed);
  const clock = virtualClock(JUST_BEFORE_MIDNIGHT);
  const trace = createTrace(clock, { keep: keepTrace });
  const trouble = calm();
  const outsides = Array.from({ length: desks }, (_, nth) => createOutside(clock, random, trouble, { people, nth }));
  const correlation = memoryCorrelation();
  correlation.apply(outsides.flatMap(({ cast }) => linksOf(cast)).map((row) => ({ kind: 'link', row })));
  const wentBack = new Set<string>();
  const broker = new MemoryBroker({
    clock,
    lanes,
    faults: {
      publish: () =>
        befalls(random, trouble.publish) ? badPublish(random) : { arrivesMs: takes('log'), answerMs: takes('log') },
      fetch: (topic, lane) => {
        if (befalls(random, trouble.skips)) return skippedFetch(random, wentBack, `${topic}/${lane}`);
        return befalls(random, trouble.fetch) ? badFetch(random, wentBack, `${topic}/${lane}`) : {};
      },
    },
  });
  /** How long it takes this time. */
  const takes = (way: keyof typeof WAYS_MS) => random.between(WAYS_MS[way][0], WAYS_MS[way][1]);
  const befallDatabase = (reach: Reach) => {
    if (reach.isCut('the database') || trouble.databaseAway || befalls(random, trouble.database))
      throw new Error('the database is away');
  };
  /** A commit that takes its time, as long as a connection lives. */
  const slowDatabase = async () => {
    if (!befalls(random, trouble.databaseSlow)) return;
    const ms = random.between(500, SLOWEST_COMMIT_MS);
    await new Promise<void>((resolve) => void clock.after(ms, resolve));
  };
  const nodes: Node[] = [];
  const failures: string[] = [];
  const tooSoon: string[] = [];
  const firedEarly: string[] = [];
  const takenFromLiving: string[] = [];
  const owners = watchOwners(clock);
  const windowsAfter = watchWindows(clock, broker);
  const database = new MemoryDatabase<CorrelationReads, CorrelationWrite>({ clock, side: correlation });
  const laneWith = (topic: TopicName, work: string) =>
    Array.from({ length: lanes }, (_, lane) => lane).findIndex((lane) => database.lane(topic, lane).work.has(work));
  const observed = createObserved(clock, laneWith);
  const outOfTurn: string[] = [];
  let wentBackAt = -Infinity;
  /** For a moment a node goes on by what its database knew. */
  const say = (what: string) => {
    if (clock.monotonic() - wentBackAt < FINDS_OUT_MS) return;
    outOfTurn.push(`out of turn: ${what}`);
    trace.note(`out of turn: ${what}`);
  };
  const beside = (topic: TopicName, work: string) =>
    database.lane(topic, Math.max(0, laneWith(topic, work))).work.values();
  const outboxesOf = (topic: TopicName, ids: readonly string[]) =>
    Array.from({ length: lanes }, (_, lane) => {
      const { epoch, outbox } = database.lane(topic, lane);
      return {
        at: `${topic}/${lane}, epoch ${epoch}`,
        ids: ids.some((id) => outbox.has(id)) ? [...outbox.keys()] : [],
      };
    }).filter((one) => one.ids.length > 0);
  /** When a node that stood still went on. */
  const wentOn = new Map<string, number>();
  const isRunning = (name: string) =>
    nodes.some((node) => node.name === name) && (wentOn.get(name) ?? 0) < clock.monotonic() - FINDS_OUT_MS;
  const doubles: Work[] = [];
  const epochs = new Map<string, number>();
  /** Of every three nodes one has a clock that is wrong. */
  const aheadMs = () => (random.percent(33) ? random.between(-FARTHEST_MS, FARTHEST_MS) : 0);
  let named = 0;
  let nonces = 0;

  const world = {
    clock,
    byWebhook,
    random,
    trace,
    trouble,
    /** What each desk has to do with. */
    outsides: outsides as readonly Outside[],
    observed,
    correlation,
    broker,
    database,
    redis: createRedis(clock),
    channels: channelOwners(clock, () => takes('database'), befallDatabase),
    nodes: nodes as readonly Node[],
    /** Engines that stopped by themselves. */
    failures: failures as readonly string[],
    /** Records nobody can take in, each once. */
    poisoned: [] as Poison[],
    /** Who came back sooner than they were told to. */
    tooSoon: tooSoon as readonly string[],
    /** Windows that ended before all was read that belonged to them. */
    firedEarly: firedEarly as readonly string[],
    /** Lanes taken from owners who were alive. Where Redis forgets, or fails, that may be. */
    takenFromLiving: takenFromLiving as readonly string[],
    owners,
    /** What was done though its turn was not yet, or was over. */
    outOfTurn: outOfTurn as readonly string[],
    say,
    work: watchWork(clock, beside, say),
    publishes: watchPublishing(outboxesOf, say),
    polls: watchPolls(isRunning, say),
    /** Sendings that may have come twice, as the product counts them. */
    doubles: doubles as readonly Work[],
    takes,
    befallDatabase,
    slowDatabase,
    nonce: () => `nonce-${(nonces += 1)}`,
    /** A node knows that it has committed this. */
    committed(place: Place, change: LaneChange<CorrelationWrite>): void {
      observed.knows(place, change);
      world.work.committed(place.topic, change);
      if (place.topic === 'session-events') {
        const { offset } = database.lane(place.topic, place.lane);
        firedEarly.push(...windowsAfter.committed(place.lane, offset, change));
      }
      trace.note(`${place.node} commits ${place.topic}/${place.lane} ${summaryOf(change)}`);
    },
    /** A node has said that it holds the lane no more. */
    letGo(topic: TopicName, lane: number, node: string): void {
      if (database.lane(topic, lane).holder !== undefined) return;
      const holder = owners.clears(`${topic}/${lane}`, node);
      if (holder) say(`${node} says that nobody holds lane ${lane} of ${topic}, which ${holder} does`);
    },
    /** The lane was asked for, and may have a new owner. */
    ownerOf(topic: TopicName, lane: number): void {
      const { holder: node, epoch } = database.lane(topic, lane);
      if (node === undefined || epochs.get(`${topic}/${lane}`) === epoch) return;
      epochs.set(`${topic}/${lane}`, epoch);
      observed.took({ topic, lane, node });
      const from = owners.takes(`${topic}/${lane}`, node);
      if (from) takenFromLiving.push(`taken: ${node} took lane ${lane} of ${topic} while ${from} held it`);
      trace.note(`${node} takes ${topic}/${lane}, epoch ${epoch}`);
    },
    failed(node: string, error: Error): void {
      failures.push(`${node} failed: ${error.message}`);
      trace.note(`${node} fails: ${error.message}`);
    },
    cameTooSoon(node: string, to: string): void {
      tooSoon.push(`too soon: ${node} came back to ${to} before it was to`);
      trace.note(`${node} comes back to ${to} too soon`);
    },
    mayDouble(work: Work): void {
      doubles.push(work);
      trace.note(`${work.id} may come twice`);
    },
    /** From here on a replica lags behind; calling what is returned makes it the database. */
    lagBehind(): () => void {
      const failOver = database.replica();
      const since = clock.monotonic();
      return () => {
        trace.note(`the database fails over to what it was ${clock.monotonic() - since} ms ago`);
        failOver();
        wentBackAt = clock.monotonic();
        epochs.clear();
        windowsAfter.forget();
        observed.forgotten(since);
      };
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

/** As after a seek that was overtaken; never twice running, which an engine rightly stops at. */
function skippedFetch(random: ReturnType<typeof seeded>, skipped: Set<string>, lane: string): FetchFate {
  const delayMs = random.between(100, 900);
  if (skipped.delete(lane)) return { delayMs };
  skipped.add(lane);
  return { delayMs, backBy: -1 };
}

/** What a commit wrote, short: ids, never words. */
function summaryOf({ states = [], newWork = [], work = [], publish = [], dead = [] }: LaneChange<unknown>): string {
  const parts = [
    ...states.map(({ key }) => `state ${key}`),
    ...newWork.map(({ id }) => `work ${id}`),
    ...work.map(({ id, to }) => `${id} ${to}`),
    ...publish.map(({ id }) => `out ${id}`),
    ...dead.map(({ cause }) => `dead: ${cause}`),
  ];
  return parts.join(', ');
}
