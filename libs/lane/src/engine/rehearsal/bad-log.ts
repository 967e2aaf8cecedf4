import type { FetchFate, PublishFate } from '../../log/memory/index.js';
import type { Seeded } from './random.js';

/** A publish in trouble: late, lost, or without an answer. */
export function badPublish(random: Seeded): PublishFate {
  return {
    arrivesMs: random.percent(40) ? 'lost' : random.between(1, 3_000),
    answerMs: random.percent(50) ? 'lost' : random.between(1, 500),
  };
}

/** A lane whose fetches go back twice running is one that its engine rightly stops. */
export function badFetch(random: Seeded, wentBack: Set<string>, lane: string): FetchFate {
  const delayMs = random.between(0, 400);
  if (wentBack.delete(lane) || !random.percent(30)) return { delayMs };
  wentBack.add(lane);
  // Behind where it was asked for, or beyond, as what was fetched for another position may be.
  return { delayMs, backBy: random.pick([1, 2, 3, -1, -1]) };
}
