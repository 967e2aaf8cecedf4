import { latenciesOf } from '../measure/latencies.js';
import { fellBehind } from './fell-behind.js';
import type { Message } from './people-write.js';

/**
 * Of the most that a cluster bears: the rate of a calm phase. A message that comes alone costs nearly twice what it costs among
 * many that wait, so that this keeps about half of the machine busy.
 */
export const CALM = 0.3;

/** What speaks against phases that were to be calm. */
export const objectionsToCalm = (phases: readonly (readonly Message[])[], windowMs: number): string[] =>
  phases.some((messages) => fellBehind(latenciesOf(messages, windowMs)))
    ? ['In calm, too, more arrived than was borne.']
    : [];
