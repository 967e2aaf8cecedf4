import type { Usage } from '../../measure/meter.js';
import { cpuMsOf } from '../../compare/cost.js';

/** The dearest of some costs, in units of the cheapest. */
export const flatnessOf = (costs: readonly number[]): number => Math.max(...costs) / Math.min(...costs);

/** What a burst cost beyond what the same time costs at rest (ms of CPU). */
export const beyondRest = (burst: Usage, rest: Usage): number =>
  cpuMsOf(burst) - (cpuMsOf(rest) / rest.seconds) * burst.seconds;
