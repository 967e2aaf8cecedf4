import { setTimeout as wait } from 'node:timers/promises';
import type { Ground } from '../ground/with-ground.js';
import { STRIKES } from './strikes.js';

/** One that was made; times in ms since 1970. */
export type Struck = { from: number; to: number; what: string; hidesAnswers: boolean };

const PAUSE_MS = { least: 1_000, most: 6_000 };

/** Strikes one after the other, drawn by chance, until it is told that it is enough. */
export async function strikeOn(
  ground: Ground,
  random: () => number,
  enough: () => boolean,
  tell: (struck: Struck) => void,
): Promise<readonly Struck[]> {
  const made: Struck[] = [];
  while (!enough()) {
    await wait(PAUSE_MS.least + random() * (PAUSE_MS.most - PAUSE_MS.least));
    const drawn = STRIKES[Math.floor(random() * STRIKES.length)];
    if (!drawn) continue;
    const from = Date.now();
    const what = await drawn.strike(ground, random);
    const struck = { from, to: Date.now(), what, hidesAnswers: drawn.hidesAnswers };
    made.push(struck);
    tell(struck);
  }
  return made;
}

/** Whoever had just sent something may not have heard, or not have kept, that it arrived. */
const BEFORE_MS = 5_000;
const AFTER_MS = 5_000;

/** Whether the sender of what was shown at that time can have learnt of it. */
export const answeredAt = (at: number, struck: readonly Struck[]): boolean =>
  !struck.some(({ from, to, hidesAnswers }) => hidesAnswers && at >= from - BEFORE_MS && at <= to + AFTER_MS);
