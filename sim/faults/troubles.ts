/** What seeds draw. */
export const STRIKES = [
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
  'the tracker keeps other words',
  'the tracker is not to be read',
  'the tracker is gone',
  'the tracker of a desk fails',
  'the messenger of a desk fails',
  'the messenger is late',
  'the database is slow',
  'the database fails over',
  'fetching skips',
  'a node is cut off from the log',
  'a node is suspended as it publishes',
  'a node is suspended at a boundary',
] as const;

/** Everything that can go wrong. */
export const TROUBLES = [...STRIKES, ...FURTHER] as const;

/** One thing that goes wrong at a time (ms from the start), for so long. `dice` (0 to 1) settles what is left open. */
export type Strike = { at: number; what: (typeof TROUBLES)[number]; lastsMs: number; dice: number };

/** A tracker that is gone is so for as much longer: by then, whoever waits for it has asked once more after giving up. */
export const GONE_MS = 115_000;

export const endOf = ({ at, lastsMs, what }: Strike): number =>
  at + lastsMs + (what === 'the tracker is gone' ? GONE_MS : 0);
