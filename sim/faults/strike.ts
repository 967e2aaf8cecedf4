import type { seeded } from '#lane/rehearsal';
import { FAR_ENDS } from '../world/reach.js';
import type { World } from '../world/world.js';
import { poison } from './poison.js';
import { CRASH_POINTS, type CrashPoint, type MessengerFate, type TrackerFate, type Trouble } from './trouble.js';

const STRIKES = [
  'a node is killed',
  'a node crashes at a boundary',
  'a node stops',
  'a node stands still',
  'a node stands still at a boundary',
  'a node is cut off',
  'the clock of a node jumps',
  'everything is down',
  'publishing fails',
  'fetching is odd',
  'the database fails',
  'the database is away',
  'the tracker fails',
  'the messenger fails',
  'webhooks get lost',
  'a record is poison',
  'Redis is emptied',
  'Redis is down',
  'the wall clock jumps',
] as const;

/** What no seed draws by itself, for plans that want it. */
const FURTHER = [
  'the tracker loses answers',
  'the tracker is late',
  'the tracker says later',
  'the tracker is in conflict',
  'the tracker is slow',
  'the tracker drops smileys',
  'the tracker is not to be read',
  'the database is slow',
  'the database fails over',
  'fetching skips',
  'a node is suspended as it publishes',
  'a node is suspended at a boundary',
] as const;

/** Everything that can go wrong. */
export const TROUBLES = [...STRIKES, ...FURTHER] as const;

/** One thing that goes wrong at a time (ms from the start), for so long. `dice` (0 to 1) settles what is left open. */
export type Strike = { at: number; what: (typeof TROUBLES)[number]; lastsMs: number; dice: number };

const TRACKER_FATES: readonly TrackerFate[] = [
  'cut-before',
  'cut-after',
  'hang-before',
  'hang-after',
  'away',
  'throttled',
];
const MESSENGER_FATES: readonly MessengerFate[] = ['broken', 'cut-before', 'cut-after', 'throttled'];
const [SHORTEST_MS, LONGEST_MS] = [300, 14_000];
const LONG_MS = 600_000;
/** Between what is committed and what follows from it. */
const STANDS_STILL_AT: readonly CrashPoint[] = ['commit', 'answer', 'answer', 'publishing', 'sent'];
/** After so long the group has given a node up, and its lanes are others'. */
const BEYOND_LEASES_MS = 11_000;
/** So far a replica lags behind at most. */
const LAG_MS = 5_000;
/** From a minute back to a minute ahead. */
const JUMP_MS = 120_000;
const ONE_IN_SO_MANY_IS_LONG = 25;

export function strikesOf(random: ReturnType<typeof seeded>, untilMs: number): Strike[] {
  const strikes = Array.from({ length: random.between(0, 24) }, (): Strike => {
    const what = random.pick(STRIKES);
    const long = what === 'everything is down' && random.between(1, ONE_IN_SO_MANY_IS_LONG) === 1;
    const lastsMs = long ? LONG_MS : random.between(SHORTEST_MS, LONGEST_MS);
    return { at: random.between(0, untilMs), what, lastsMs, dice: random.next() };
  });
  return strikes.toSorted((a, b) => a.at - b.at);
}

/** The same thing again and again. */
export function repeated(
  what: Strike['what'],
  times: number,
  random: ReturnType<typeof seeded>,
  untilMs: number,
): Strike[] {
  return Array.from({ length: times }, (_, i) => ({
    at: Math.round(((i + random.next()) * untilMs) / times),
    what,
    lastsMs: random.between(SHORTEST_MS, LONGEST_MS),
    dice: random.next(),
  }));
}

export const endOf = ({ at, lastsMs }: Strike): number => at + lastsMs;

/** Brings it about, and to its end after its time. */
export function strike(world: World, { what, lastsMs, dice }: Strike): void {
  const { trouble, trace, redis } = world;
  trace.note(`${what} (${lastsMs} ms, ${dice.toFixed(3)})`);
  const node = pick(world.nodes, dice);
  const later = (then: () => void) => void world.clock.after(lastsMs, then);
  const percent = pick([5, 30, 100], dice) ?? 0;
  const tracker = (now: Trouble['tracker']) => {
    trouble.tracker = now;
    later(() => void (trouble.tracker.percent = 0));
  };
  switch (what) {
    case 'a node is killed':
      if (node) world.crash(node, lastsMs);
      return;
    case 'a node crashes at a boundary':
      return void (trouble.crash = pointOf(CRASH_POINTS, dice, lastsMs));
    case 'a node stands still at a boundary':
      return void (trouble.crash = {
        ...pointOf(STANDS_STILL_AT, dice, lastsMs),
        standsStillMs: BEYOND_LEASES_MS + lastsMs,
      });
    case 'a node is suspended at a boundary':
    case 'a node is suspended as it publishes': {
      const points = what === 'a node is suspended at a boundary' ? STANDS_STILL_AT : (['publishing'] as const);
      const standsStillMs = BEYOND_LEASES_MS + lastsMs;
      return void (trouble.crash = { ...pointOf(points, dice, lastsMs), standsStillMs, clockToo: true });
    }
    case 'a node stops':
      if (node) void world.stop(node);
      return later(() => void world.start());
    case 'a node stands still':
      return node && world.standStill(node, lastsMs);
    case 'a node is cut off': {
      const from = pick(FAR_ENDS, (dice * 7) % 1) ?? 'the log';
      trace.note(`${node?.name} does not reach ${from}`);
      node?.reach.cut(from);
      return later(() => node?.reach.mend(from));
    }
    case 'the clock of a node jumps':
      return node?.clock.jump((dice - 0.5) * JUMP_MS);
    case 'everything is down': {
      const count = world.nodes.length;
      for (const one of [...world.nodes]) world.kill(one);
      return later(() => Array.from({ length: count }, () => world.start()));
    }
    case 'publishing fails':
      trouble.publish = Math.min(percent, 60);
      return later(() => void (trouble.publish = 0));
    case 'fetching is odd':
      trouble.fetch = Math.min(percent, 60);
      return later(() => void (trouble.fetch = 0));
    case 'fetching skips':
      trouble.skips = 80;
      return later(() => void (trouble.skips = 0));
    case 'the database fails':
      trouble.database = Math.min(percent, 10);
      return later(() => void (trouble.database = 0));
    case 'the database is away':
      trouble.databaseAway = true;
      return later(() => void (trouble.databaseAway = false));
    case 'the database fails over':
      return void world.clock.after(dice * LAG_MS, world.lagBehind());
    case 'the tracker fails':
      trouble.tracker = { percent, fates: [pick(TRACKER_FATES, (dice * 7) % 1) ?? 'away'] };
      return later(() => void (trouble.tracker.percent = 0));
    case 'the tracker loses answers':
      return tracker({ percent: 40, fates: [lostBy(dice)], only: 'writes' });
    case 'the tracker is late':
      return tracker({ percent: 60, fates: ['late', 'cut-before'], only: 'writes' });
    case 'the tracker says later':
      return tracker({ percent: 60, fates: ['conflict', 'throttled', 'cut-before'], only: 'writes' });
    case 'the tracker is in conflict':
      return tracker({ percent: 65, fates: ['conflict'], only: 'writes' });
    case 'the tracker drops smileys':
      world.outsides.forEach(({ tracker: kept }) => void (kept.dropsSmileys = true));
      return later(() => world.outsides.forEach(({ tracker: kept }) => void (kept.dropsSmileys = false)));
    case 'the tracker is slow':
      return tracker({ percent: 80, fates: ['slow'], only: 'reads' });
    case 'the tracker is not to be read':
      return tracker({ percent: 40, fates: ['cut-before'], only: 'reads' });
    case 'the database is slow':
      trouble.databaseSlow = percent;
      return later(() => void (trouble.databaseSlow = 0));
    case 'the messenger fails':
      trouble.messenger = { percent, fate: pick(MESSENGER_FATES, (dice * 7) % 1) ?? 'broken' };
      return later(() => void (trouble.messenger.percent = 0));
    case 'webhooks get lost':
      trouble.hints = percent;
      return later(() => void (trouble.hints = 0));
    case 'a record is poison':
      return poison(world, dice);
    case 'Redis is emptied':
      return redis.empty();
    case 'Redis is down':
      redis.setDown(true);
      return later(() => redis.setDown(false));
    case 'the wall clock jumps':
      return world.jump((dice - 0.5) * JUMP_MS);
  }
}

const pointOf = (points: readonly CrashPoint[], dice: number, ms: number) => ({
  at: pick(points, dice) ?? 'commit',
  afterTimes: (ms % 40) + 1,
});

const lostBy = (dice: number): TrackerFate => (dice < 0.5 ? 'cut-after' : dice < 0.75 ? 'hang-after' : 'cut-before');

const pick = <T>(from: readonly T[], dice: number): T | undefined => from[Math.floor(dice * from.length)];
