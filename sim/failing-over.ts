import { seeded } from '#lane/rehearsal';
import { repeated } from './faults/draw-strikes.js';
import type { Plan } from './plan.js';

/** The same plan, in which the database fails over so often besides, also while what was said last is on its way. */
export function failingOver(plan: Plan, times: number): Plan {
  const untilMs = 2 * (plan.acts.at(-1)?.at ?? 0);
  const more = repeated('the database fails over', times, seeded(plan.seed * 2 + 11), untilMs);
  return { ...plan, strikes: [...plan.strikes, ...more].toSorted((a, b) => a.at - b.at) };
}

/** Drawn apart from the plan: in one of four it does. */
export const failsOver = ({ seed }: Plan): boolean => seeded(seed * 2 + 9).percent(25);
