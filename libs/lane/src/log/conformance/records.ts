import type { TopicName } from '#contracts';
import { systemClock } from '../../clock.js';
import type { LaneNumber, Log, Publishable } from '../log.js';
import type { SendBy } from '../send-by.js';

export const TOPIC: TopicName = 'deliveries';

/** A `sendBy` that no test reaches. */
export const soon = (): SendBy => ({ wall: systemClock.now() + 60_000, monotonic: systemClock.monotonic() + 60_000 });
export const past = (): SendBy => ({ wall: systemClock.now() - 1, monotonic: systemClock.monotonic() + 60_000 });

export const record = (lane: LaneNumber, id: string, fields: Partial<Publishable> = {}): Publishable => ({
  id,
  topic: TOPIC,
  lane,
  key: `key of ${id}`,
  value: Buffer.from(id),
  ...fields,
});

/** Records whose values count from `from`, all on one lane. */
export const numbered = (lane: LaneNumber, count: number, from = 0): Publishable[] =>
  Array.from({ length: count }, (_, index) => record(lane, `${lane}-${from + index}`));

/** Publishes what a test is not about: all of it is in the log, or it throws what kept it out. */
export async function put(log: Log, records: readonly Publishable[]): Promise<void> {
  const { error } = await log.publish(records, soon());
  if (error) throw error;
}
