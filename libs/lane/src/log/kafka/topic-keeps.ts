import type { Admin } from 'kafkajs';
import { topicSettings } from './topic-settings.js';

/** How long a topic keeps its records, as it is configured now (ms). */
export type Keeps = {
  /** Of a segment, after its youngest record; `Infinity`: for ever. */
  retentionMs: number;
  /** A segment takes records for so long after its first one. */
  segmentMs: number;
  /** So long after its end a segment's file is removed. */
  removalMs: number;
};

const NAMES = ['cleanup.policy', 'retention.ms', 'segment.ms', 'file.delete.delay.ms'];
/** How often a broker looks for what is to go, unless it is told otherwise. */
const BROKER_LOOKS_EVERY_MS = 5 * 60_000;

/**
 * When a record written then is gone at the latest. Kafka removes whole segments, by their youngest record; and that may have come
 * as long after this one as a segment takes records. Pure.
 */
export const goneBy = (at: number, { retentionMs, segmentMs, removalMs }: Keeps): number =>
  at + segmentMs + retentionMs + BROKER_LOOKS_EVERY_MS + removalMs;

/** From what Kafka says of a topic's settings; what it does not say may be for ever, as what is only compacted is. Pure. */
export function keepsOf(settings: ReadonlyMap<string, string>): Keeps {
  const ms = (name: string) => Number(settings.get(name) ?? Infinity);
  const isDeleted = settings.get('cleanup.policy')?.split(',').includes('delete') ?? false;
  const retentionMs = isDeleted && ms('retention.ms') >= 0 ? ms('retention.ms') : Infinity;
  return { retentionMs, segmentMs: ms('segment.ms'), removalMs: ms('file.delete.delay.ms') };
}

/** How long these topics keep their records, by name. */
export async function topicKeeps(admin: Admin, topics: readonly string[]): Promise<ReadonlyMap<string, Keeps>> {
  const settings = await topicSettings(admin, topics, NAMES);
  return new Map([...settings].map(([topic, own]) => [topic, keepsOf(own)]));
}
