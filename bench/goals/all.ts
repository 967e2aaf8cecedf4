import type { Goal } from '../compare/goal.js';
import { PLANS } from '../plan.js';
import { measurePipeline } from './p1-pipeline/measure.js';
import { measureScale, SCALE_PLAN } from './p10-scale/measure.js';
import { measureGateway, PER_SECOND } from './p2-gateway/measure.js';
import { measureIntake } from './p3-intake/measure.js';
import { DEBOUNCE_PLAN, measureDebounce } from './p4-debounce/measure.js';
import { CORRELATION_PLAN, measureCorrelation } from './p5-correlation/measure.js';
import { countLosses, type Losses } from './p6-rivals/count-losses.js';
import { measureRivals } from './p6-rivals/measure.js';
import { measureNeighbours, NEIGHBOURS_PLAN } from './p7-neighbours/measure.js';
import { measureTrouble, TROUBLE_PLAN } from './p8-trouble/measure.js';
import { measureStandalone, STANDALONE_PLAN } from './p9-standalone/measure.js';

export type Size = 'quick' | 'full';
/** `logs`: a folder for what services log. */
type Measure = (logs: string) => Promise<Goal[]>;

/** What is measured of each goal, in a quick run and in a full one; absent: not in that. */
export const GOALS: Readonly<Record<string, Partial<Record<Size, Measure>>>> = {
  P1: {
    quick: (logs) => measurePipeline({ rounds: 3, messages: 1_500, plan: PLANS.quick, logs }),
    full: (logs) => measurePipeline({ rounds: 10, messages: 1_500, plan: PLANS.full, logs }),
  },
  P2: {
    quick: (logs) => measureGateway({ rounds: 5, perSecond: PER_SECOND, lengthMs: 4_000, logs }),
    full: (logs) => measureGateway({ rounds: 10, perSecond: PER_SECOND, lengthMs: 6_000, logs }),
  },
  P3: {
    quick: () => measureIntake({ rounds: 3, records: 10_000 }),
    full: () => measureIntake({ rounds: 10, records: 20_000 }),
  },
  P4: {
    quick: () =>
      measureDebounce({ ...DEBOUNCE_PLAN, rounds: 1, many: 20_000, seconds: { few: 5, many: 15 }, backlog: 20_000 }),
    full: () => measureDebounce(DEBOUNCE_PLAN),
  },
  P5: {
    quick: () => measureCorrelation({ ...CORRELATION_PLAN, rows: 100_000, saved: 5_000 }),
    full: () => measureCorrelation(CORRELATION_PLAN),
  },
  P6: {
    quick: (logs) => measureRivals({ rounds: 1, messages: 1_000, people: 500, loadMs: 2_500, logs }),
    full: (logs) => measureRivals({ rounds: 10, messages: 1_500, people: 400, loadMs: 2_000, logs }),
  },
  P7: { full: (logs) => measureNeighbours({ ...NEIGHBOURS_PLAN, logs }) },
  P8: { full: (logs) => measureTrouble({ ...TROUBLE_PLAN, logs }) },
  P9: {
    quick: (logs) => measureStandalone({ ...STANDALONE_PLAN, rounds: 1, restMs: 20_000, idleMs: 30_000, logs }),
    full: (logs) => measureStandalone({ ...STANDALONE_PLAN, logs }),
  },
  P10: { full: (logs) => measureScale({ ...SCALE_PLAN, logs }) },
};

/** What kill -9 costs, beside P6. */
export const LOSSES: Partial<Record<Size, (logs: string) => Promise<Losses[]>>> = {
  full: (logs) => countLosses({ perSecond: 50, loadMs: 60_000, kills: 4, logs }),
};
