import type { Timed } from '../report/over-time.js';
import type { Kind } from './strike.js';

/** What a promise of docs/GUARANTEES.md is tried with. */
export type Trial = {
  /** Absent: all there are. */
  strikes?: readonly Kind[];
  /** How many strikes may be under way at once. */
  atOnce?: number;
  /** From the end of a strike to the next one, in ms. */
  pauseMs?: { least: number; most: number };
  /** How far off clocks may be: where times are what is measured, they run true. */
  skewSeconds?: number;
  /** One of so many records is one that nobody can take in. */
  poisonOneIn?: number;
  /** Far more is to be shown than the bot may send. */
  flood?: boolean;
  /** Nothing is struck that a gateway needs to take a webhook. */
  takesEveryWebhook?: boolean;
  /** The times it is the trial of: what takes longer than is promised is broken. */
  times?: readonly Timed[];
  /** Who is stopped is to lose lanes. */
  takesLanes?: boolean;
  /** Brokers or whole nodes are struck: a consumer that its group has forgotten ends by itself and is started anew, as it should. */
  endsConsumers?: boolean;
};

export const TRIALS = {
  all: { skewSeconds: 60, poisonOneIn: 200, endsConsumers: true },
  g1: { strikes: ['node-killed'], pauseMs: { least: 500, most: 4_000 }, skewSeconds: 60 },
  g3: {
    strikes: ['redis-emptied', 'redis-killed'],
    pauseMs: { least: 1_000, most: 4_000 },
    takesEveryWebhook: true,
    times: ['words'],
  },
  g4: { strikes: ['node-stopped'], atOnce: 3, skewSeconds: 60, takesLanes: true, endsConsumers: true },
  g5: {
    strikes: ['service-restarted', 'broker-bounced', 'broker-stopped', 'tracker-broke-off'],
    // A million messages are to get through, too.
    pauseMs: { least: 5_000, most: 20_000 },
    skewSeconds: 60,
    endsConsumers: true,
  },
  g6: { strikes: [], poisonOneIn: 1_000, takesEveryWebhook: true, times: ['letters', 'stalls'] },
  g7: {
    strikes: ['messenger-throttled', 'notifier-killed'],
    pauseMs: { least: 10_000, most: 40_000 },
    flood: true,
    takesEveryWebhook: true,
    times: ['answers'],
  },
  g8: { strikes: ['service-restarted', 'postgres-restarted'], takesEveryWebhook: true, times: ['ends', 'returns'] },
} as const satisfies Record<string, Trial>;
export type TrialName = keyof typeof TRIALS;
export const TRIAL_NAMES = Object.keys(TRIALS) as TrialName[];

export const trialOf = (name: TrialName): Trial => TRIALS[name];
