import { setTimeout as wait } from 'node:timers/promises';
import type { Ground } from '../ground/with-ground.js';
import { between, type Hurt, type Kind, oneOf, type Strike } from './strike.js';
import type { Trial } from './trials.js';

/** One that was made; times in ms since 1970. */
export type Struck = Hurt & { kind: Kind; from: number; to: number };

const PAUSE_MS = { least: 1_000, most: 6_000 };

type How = Pick<Trial, 'pauseMs'> & { strikes: readonly Strike[]; random: () => number };

/** Makes these strikes one after the other, drawn by chance, until it is told that it is enough. */
export async function strikeOn(
  ground: Ground,
  { strikes, random, pauseMs = PAUSE_MS }: How,
  enough: () => boolean,
  tell: (struck: Struck) => void,
): Promise<readonly Struck[]> {
  const made: Struck[] = [];
  while (strikes.length > 0 && !enough()) {
    await wait(between(pauseMs.least, pauseMs.most, random));
    const { kind, strike } = oneOf(strikes, random);
    const from = Date.now();
    const struck = { ...(await strike(ground, random)), kind, from, to: Date.now() };
    made.push(struck);
    tell(struck);
  }
  return made;
}
