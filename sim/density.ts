import { seeded } from '#lane/rehearsal';
import type { Act, Plan } from './plan.js';

/** How densely people write. */
export const DENSITIES = ['thin', 'lively', 'rush'] as const;
export type Density = (typeof DENSITIES)[number];

/** So many times sooner than in a thin plan, and up to so many messages in one go, as where somebody forwards a conversation. */
const WRITING: Readonly<Record<Density, { sooner: number; inOneGo: number }>> = {
  thin: { sooner: 1, inOneGo: 1 },
  lively: { sooner: 5, inOneGo: 5 },
  rush: { sooner: 10, inOneGo: 20 },
};
/** Between two messages of one go, at least and at most (ms). */
const APART_MS = [20, 200] as const;

/** Drawn apart from the plan: a plan is the same, however densely it is said. */
const drawnFor = ({ seed }: Plan) => seeded(seed * 2 + 3);

export const densityOf = (plan: Plan): Density => drawnFor(plan).pick(DENSITIES);

/** The same plan, as densely said: in a rush hundreds of messages come within seconds, of many people. */
export function crowded(plan: Plan, density: Density): Plan {
  const { sooner, inOneGo } = WRITING[density];
  const random = drawnFor(plan);
  const acts: Act[] = [];
  let more = 0;
  for (const act of plan.acts) {
    const before = acts.at(-1);
    if (before && more > 0) {
      acts.push({ ...act, what: 'say', who: before.who, at: before.at + random.between(...APART_MS) });
      more -= 1;
      continue;
    }
    acts.push({ ...act, at: Math.round(act.at / sooner) });
    more = act.what === 'say' ? random.between(0, inOneGo - 1) : 0;
  }
  return { ...plan, acts: acts.toSorted((a, b) => a.at - b.at) };
}
