import { seeded } from '#lane/rehearsal';
import type { Act, Plan } from './plan.js';

const MOST = 3;

/** So many who are not linked prove their accounts while a plan is played, at any time of it. */
export function linking(plan: Plan, times: number): Plan {
  const random = seeded(plan.seed * 2 + 5);
  const untilMs = plan.acts.at(-1)?.at ?? 0;
  const acts = Array.from({ length: times }, (): Act => {
    const at = random.between(0, untilMs);
    return { at, who: random.between(0, 1_000_000), what: 'link', dice: random.next() };
  });
  return { ...plan, acts: [...plan.acts, ...acts].toSorted((a, b) => a.at - b.at) };
}

/** Drawn apart from the plan: in half of all nobody does. */
export function linksOf({ seed }: Plan): number {
  const random = seeded(seed * 2 + 7);
  return random.percent(50) ? 0 : random.between(1, MOST);
}
