import { setTimeout as wait } from 'node:timers/promises';
import type { TopicName } from '#contracts';
import { laneOf } from '#lane';
import type { Put } from '../ground/own-log.js';
import { LANES } from '../people/desk.js';
import { poisonOf } from './poison.js';

/** One that is certainly in the log; `at` is when that was so, ms since 1970. */
export type Thrown = { key: string; what: string; topic: TopicName; at: number };

const LOOK_MS = 20;

/** Puts what nobody can take in between the records of the product, each kind in turn. `due`: how many, by now. */
export async function throwPoison(put: Put, due: () => number, enough: () => boolean): Promise<readonly Thrown[]> {
  const thrown: Thrown[] = [];
  for (let n = 0; !enough();) {
    if (n >= due()) {
      await wait(LOOK_MS);
      continue;
    }
    const { what, topic, value } = poisonOf(n);
    const key = `poison/${n}`;
    const isThere = await put([{ id: key, key, topic, value, lane: laneOf(key, LANES) }], enough);
    if (isThere) thrown.push({ key, what, topic, at: Date.now() });
    n += 1;
  }
  return thrown;
}
