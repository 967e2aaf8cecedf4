import { recordId, type TopicName } from '#contracts';
import { TOPICS } from '../world/at-rest.js';
import { chatKeyOf } from '../world/cast.js';
import type { World } from '../world/world.js';

/** Where a record stands that nobody can take in. */
export type Poison = { topic: TopicName; lane: number; offset: number };

const KINDS = { 'session-events': 'update.v1', 'tracker-work': 'command.v1', deliveries: 'delivery.v1' } as const;
const envelope = (kind: unknown, body: unknown, at: unknown = 0) =>
  JSON.stringify({ id: recordId([JSON.stringify(body)], 0, null), kind, at, body });

/** What does not parse, is no record, is of no kind, or is none of its kind. */
const VALUES: readonly ((kind: string) => string)[] = [
  () => '',
  () => '{',
  () => 'null',
  () => '[]',
  () => '"\u0000"',
  () => '{"id":"x"}',
  (kind) => envelope(kind, {}, 'noon'),
  () => envelope('gossip.v1', {}),
  () => envelope('__proto__', {}),
  (kind) => envelope(kind, undefined),
  (kind) => envelope(kind, {}),
  (kind) => envelope(kind, { desk: 7, chat: 'nowhere' }),
];

/** Appends one to a lane, among somebody's records. */
export function poison({ broker, outsides, trace, poisoned }: World, dice: number): void {
  const pick = <T>(from: readonly T[], nth: number) => from[Math.floor(((dice * nth) % 1) * from.length)] as T;
  const topic = pick(TOPICS, 1);
  const lane = Math.floor(((dice * 7) % 1) * broker.options.lanes);
  const value = Buffer.from(pick(VALUES, 31)(KINDS[topic]));
  const key = chatKeyOf(
    pick(
      outsides.flatMap(({ cast }) => cast.members),
      53,
    ),
  );
  const partition = broker.partition(topic, lane);
  poisoned.push({ topic, lane, offset: partition.end });
  trace.note(`poison in ${topic}/${lane} at ${partition.end}: ${value.length} bytes`);
  partition.append([{ id: '', topic, lane, key, value }]);
}
