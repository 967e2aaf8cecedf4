import type { Plan } from './plan.js';

/**
 * A smaller plan that still fails, found by leaving out more and more of its strikes and acts (Zeller's ddmin, in halves
 * first). `fails` is asked at most `tries` times.
 */
export async function shrink(plan: Plan, fails: (smaller: Plan) => Promise<boolean>, tries = 200): Promise<Plan> {
  let left = tries;
  let best = plan;

  async function thin(part: 'strikes' | 'acts'): Promise<void> {
    for (let size = Math.ceil(best[part].length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = 0; from < best[part].length && left > 0;) {
        const smaller = { ...best, [part]: best[part].toSpliced(from, size) };
        left -= 1;
        if (await fails(smaller)) best = smaller;
        else from += size;
      }
    }
  }

  await thin('strikes');
  await thin('acts');
  await thin('strikes');
  return best;
}
