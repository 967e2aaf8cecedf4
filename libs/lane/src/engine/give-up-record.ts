import { fromBytes, type TopicName } from '#contracts';
import type { Logger } from '#telemetry';
import type { Clock } from '../clock.js';
import type { Publishable } from '../log/log.js';
import type { LaneService } from '../service.js';
import { type LaneChange, type Ownership, Refused } from '../store/store.js';
import { letterOfUnpublished } from './dead-letter.js';
import { changeOf, merge } from './merge.js';
import type { Writer } from './writer.js';

/** Words about a record that the log refuses for its size are shorter than this; what is, has no words about it. */
const WORDS_BYTES = 16_384;

/**
 * Gives up a record that is too large for the log: it is a dead letter of the lane it was meant for, and its person is told,
 * unless the database refuses the words. Resolves once that is committed.
 */
export function createGiveUpRecord<T extends TopicName, R, S, C>(deps: {
  service: Pick<LaneService<T, R, S, C>, 'unpublished'>;
  own: Ownership;
  writer: Writer<R, S>;
  clock: Clock;
  logger: Logger;
}) {
  const { service, own, writer, clock, logger } = deps;

  return async function giveUp(row: Publishable): Promise<void> {
    const at = clock.now();
    const letter = letterOfUnpublished(row, at);
    const { topic, cause } = letter;
    logger.warn(
      { lane: own.lane, topic: own.topic, record: row.id, to: topic, bytes: row.value.length, cause },
      'A record was given up.',
    );
    const gone: LaneChange<S> = { published: [row.id], dead: [letter] };
    try {
      await writer.write(merge([gone, words(row, at)]));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await writer.write(gone);
    }
  };

  function words(row: Publishable, at: number): LaneChange<S> {
    const parsed = row.value.length > WORDS_BYTES ? fromBytes(row.topic, row) : undefined;
    if (!parsed?.ok) return {};
    try {
      return changeOf(service.unpublished?.(parsed.record, at) ?? {}, row.trace);
    } catch {
      return {};
    }
  }
}
