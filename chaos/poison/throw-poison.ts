import { setTimeout as wait } from 'node:timers/promises';
import { laneOf, sendByFrom, systemClock } from '#lane';
import { KafkaLog } from '#lane/log/kafka';
import { LANES } from '../people/desk.js';
import { poisonOf } from './poison.js';

/** One that is certainly in the log; `at` is when that was so, ms since 1970. */
export type Thrown = { key: string; what: string; topic: string; at: number };

const silent = { warn: () => undefined, error: () => undefined };
const AGAIN_MS = 500;

/** Puts what nobody can take in between the records of the product, so many a second, each kind in turn. */
export async function throwPoison(
  brokers: readonly string[],
  perSecond: number,
  random: () => number,
  enough: () => boolean,
): Promise<readonly Thrown[]> {
  const log = new KafkaLog({ brokers, lanes: LANES, clock: systemClock, logger: silent, clientId: 'chaos' });
  const thrown: Thrown[] = [];
  try {
    for (let n = 0; !enough(); n += 1) {
      await wait((-Math.log(1 - random()) / perSecond) * 1_000);
      const { what, topic, value } = poisonOf(n);
      const key = `poison/${n}`;
      const record = { id: key, key, topic, value, lane: laneOf(key, LANES) };
      let isThere = false;
      while (!isThere && !enough()) {
        const now = { wall: Date.now(), monotonic: performance.now() };
        isThere = (await log.publish([record], sendByFrom(now))).acknowledged.has(key);
        if (!isThere) await wait(AGAIN_MS);
      }
      if (isThere) thrown.push({ key, what, topic, at: Date.now() });
    }
  } finally {
    await log.close();
  }
  return thrown;
}
