import { setTimeout as wait } from 'node:timers/promises';
import { laneOf } from '#lane';
import type { Put } from '../ground/own-log.js';
import { LANES } from '../people/desk.js';
import { poisonOf } from './poison.js';

/** One that is certainly in the log; `at` is when that was so, ms since 1970. */
export type Thrown = { key: string; what: string; topic: string; at: number };

/** Puts what nobody can take in between the records of the product, so many a second, each kind in turn. */
export async function throwPoison(
  put: Put,
  perSecond: number,
  random: () => number,
  enough: () => boolean,
): Promise<readonly Thrown[]> {
  const thrown: Thrown[] = [];
  for (let n = 0; !enough(); n += 1) {
    await wait((-Math.log(1 - random()) / perSecond) * 1_000);
    const { what, topic, value } = poisonOf(n);
    const key = `poison/${n}`;
    const isThere = await put([{ id: key, key, topic, value, lane: laneOf(key, LANES) }], enough);
    if (isThere) thrown.push({ key, what, topic, at: Date.now() });
  }
  return thrown;
}
