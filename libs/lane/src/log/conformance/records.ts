import type { TopicName } from '#contracts';
import { systemClock } from '../../clock.js';
import type { LaneNumber, Publishable } from '../log.js';
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
