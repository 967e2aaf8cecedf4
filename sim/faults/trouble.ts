import type { DeskId } from '#contracts';
import type { seeded } from '#lane/rehearsal';

type Seeded = ReturnType<typeof seeded>;

export type TrackerFate =
  | 'cut-before'
  | 'cut-after'
  /** The same, and it keeps other words than it was given. */
  | 'reworded'
  | 'hang-before'
  | 'hang-after'
  | 'away'
  | 'throttled'
  | 'conflict'
  /** It does not know the credential, whosever it is. */
  | 'refused'
  /** The answer is lost at once, and the effect comes a while later. */
  | 'late'
  | 'slow';
export type MessengerFate =
  | 'broken'
  | 'cut-before'
  | 'cut-after'
  | 'throttled'
  /** The answer is lost at once, and the effect comes a while later. */
  | 'late';

/**
 * Where a node may crash, or stand still: before a call of the database, its commit or its answer; before it publishes, while that is on its
 * way, and once it is acknowledged; once something is sent outside, or answered.
 */
export const CRASH_POINTS = [
  ...(['call', 'commit', 'answer'] as const),
  ...(['publishing', 'published', 'acknowledged'] as const),
  ...(['sent', 'answered'] as const),
];
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** How bad things are at this moment, by what is struck: in how many of a hundred cases. All 0 while it is calm. */
export type Trouble = {
  publish: number;
  fetch: number;
  /** So many fetches come late, and lack what they were to begin with. */
  skips: number;
  database: number;
  databaseAway: boolean;
  /** So many commits take seconds. */
  databaseSlow: number;
  /** Each call that is struck meets one of the fates; `only`: the others are spared; `at`: so are all other desks. */
  tracker: { percent: number; fates: readonly TrackerFate[]; only?: 'reads' | 'writes'; at?: DeskId | undefined };
  messenger: { percent: number; fate: MessengerFate; at?: DeskId | undefined };
  /** Every call of the tracker meets this, of all desks or of one. */
  gone: { fate: TrackerFate; at: DeskId | undefined } | undefined;
  /** Of the tracker's webhooks so many get lost. */
  hints: number;
  /**
   * The node that comes to this point for the so manieth time crashes there, or stands still for so long (ms). `clockToo`: so
   * does its wall clock, as that of a machine that is suspended.
   */
  crash: { at: CrashPoint; afterTimes: number; standsStillMs?: number; clockToo?: boolean } | undefined;
};

export const calm = (): Trouble => ({
  publish: 0,
  fetch: 0,
  skips: 0,
  database: 0,
  databaseAway: false,
  databaseSlow: 0,
  tracker: { percent: 0, fates: [] },
  messenger: { percent: 0, fate: 'broken' },
  gone: undefined,
  hints: 0,
  crash: undefined,
});

/** Whether this is one of the cases. Draws nothing while it is calm. */
export const befalls = (random: Seeded, percent: number) => percent > 0 && random.percent(percent);
