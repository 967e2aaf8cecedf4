import { setTimeout as wait } from 'node:timers/promises';

/** Resolves at one time of a Poisson process after the other, as of independent people: whoever was kept comes late, and no less often. */
export function paceOf(perSecond: number, random: () => number): () => Promise<void> {
  let due = performance.now();
  return () => {
    due += (-Math.log(1 - random()) / perSecond) * 1_000;
    return wait(Math.max(0, due - performance.now()));
  };
}
