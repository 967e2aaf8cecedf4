import type { seeded } from '#lane/rehearsal';

type Seeded = ReturnType<typeof seeded>;

export type TrackerFate = 'cut-before' | 'cut-after' | 'hang-before' | 'hang-after' | 'away' | 'throttled';
export type MessengerFate = 'broken' | 'cut-before' | 'cut-after' | 'throttled';

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
  database: number;
  databaseAway: boolean;
  /** So many commits take seconds. */
  databaseSlow: number;
  /** `writes`: those alone. */
  tracker: { percent: number; fate: TrackerFate; writes?: boolean };
  messenger: { percent: number; fate: MessengerFate };
  /** Of the tracker's webhooks so many get lost. */
  hints: number;
  /** The node that comes to this point for the so manieth time crashes there, or stands still for so long (ms). */
  crash: { at: CrashPoint; afterTimes: number; standsStillMs?: number } | undefined;
};

export const calm = (): Trouble => ({
  publish: 0,
  fetch: 0,
  database: 0,
  databaseAway: false,
  databaseSlow: 0,
  tracker: { percent: 0, fate: 'away' },
  messenger: { percent: 0, fate: 'broken' },
  hints: 0,
  crash: undefined,
});

/** Whether this is one of the cases. Draws nothing while it is calm. */
export const befalls = (random: Seeded, percent: number) => percent > 0 && random.percent(percent);
