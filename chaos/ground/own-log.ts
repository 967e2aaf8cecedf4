import { setTimeout as wait } from 'node:timers/promises';
import { type Publishable, sendByFrom, systemClock } from '#lane';
import { KafkaLog } from '#lane/log/kafka';
import { LANES } from '../people/desk.js';

/** Puts records into the log, until it has them or that is enough; says whether it has. */
export type Put = (records: readonly Publishable[], enough: () => boolean) => Promise<boolean>;

const silent = { warn: () => undefined, error: () => undefined };
const AGAIN_MS = 500;

/** A run's own way to put records between those of the product. */
export async function withOwnLog<T>(brokers: readonly string[], run: (put: Put) => Promise<T>): Promise<T> {
  const log = new KafkaLog({ brokers, lanes: LANES, clock: systemClock, logger: silent, clientId: 'chaos' });
  const put: Put = async (records, enough) => {
    let left = records;
    while (left.length > 0 && !enough()) {
      const now = { wall: Date.now(), monotonic: performance.now() };
      const { acknowledged } = await log.publish(left, sendByFrom(now));
      left = left.filter(({ id }) => !acknowledged.has(id));
      if (left.length > 0) await wait(AGAIN_MS);
    }
    return left.length === 0;
  };
  return await run(put).finally(() => log.close());
}
