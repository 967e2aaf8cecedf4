import type { KafkaMessage } from 'kafkajs';
import type { LaneNumber, LogRecord, Offset } from '../log.js';

export function toLogRecord({ offset, key, value, headers }: KafkaMessage): LogRecord {
  return {
    offset: Number(offset),
    key: key?.toString() ?? '',
    value: value ?? Buffer.alloc(0),
    trace: headers?.traceparent?.toString(),
  };
}

/** What a topic's partitions hold, for the lanes asked for. */
export function toEnds(
  partitions: readonly { partition: number; high: string; low: string }[],
  lanes: readonly LaneNumber[],
): ReadonlyMap<LaneNumber, { first: Offset; end: Offset }> {
  return new Map(
    partitions
      .filter(({ partition }) => lanes.includes(partition))
      .map(({ partition, low, high }) => [partition, { first: Number(low), end: Number(high) }]),
  );
}
