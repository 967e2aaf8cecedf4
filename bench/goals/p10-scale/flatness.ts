import type { Usage } from '../../measure/meter.js';
import { cpuMsOf } from '../../compare/cost.js';

/** How far a cost is off that of the smallest size, as a part of it: cheaper counts as dearer does. */
export const offBy = (cost: number, smallest: number): number => Math.abs(cost / smallest - 1);

/** What a burst cost beyond what the same time costs at rest (ms of CPU). */
export const beyondRest = (burst: Usage, rest: Usage): number =>
  cpuMsOf(burst) - (cpuMsOf(rest) / rest.seconds) * burst.seconds;
