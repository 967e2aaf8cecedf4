import type { TopicName } from '#contracts';
import type { LaneRows } from '#lane/store/memory';
import type { World } from './world.js';

export const TOPICS = ['session-events', 'tracker-work', 'deliveries'] as const;

/** What is unfinished, for whoever reads of it; nothing, where all is at rest. Only the tracker goes on being followed. */
export function unfinished({ outsides, broker, database }: World): string[] {
  const length = outsides.reduce((sum, { messenger }) => sum + messenger.pending.length, 0);
  const pending = length > 0 ? [`${length} updates wait at the messenger`] : [];
  const left = TOPICS.flatMap((topic) =>
    Array.from({ length: broker.options.lanes }, (_, lane) => {
      const rows = database.lane(topic, lane);
      const work = [...rows.work.values()].filter(({ kind }) => kind !== 'follow');
      const windows = [...openWindows(topic, rows)].length;
      const unread = broker.partition(topic, lane).end - rows.offset;
      if (unread + rows.outbox.size + work.length + windows === 0) return '';
      const kinds = work.map(({ kind, state, lastError }) => `${kind} ${state} ${lastError ?? ''}`.trim());
      const counts = `${unread} unread, ${rows.outbox.size} unpublished, ${windows} windows`;
      return `${topic}/${lane} of ${rows.holder}: ${counts}, work: ${kinds.join('; ')}`;
    }),
  );
  return [...pending, ...left].filter((line) => line !== '');
}

/** Whether everything that was said has come to its end. Only the tracker goes on being followed. */
export function isAtRest({ outsides, broker, database }: World): boolean {
  if (outsides.some(({ messenger }) => messenger.pending.length > 0)) return false;
  return TOPICS.every((topic) => {
    for (let lane = 0; lane < broker.options.lanes; lane += 1) {
      const rows = database.lane(topic, lane);
      const { offset, outbox, work } = rows;
      if (offset !== broker.partition(topic, lane).end || outbox.size > 0) return false;
      if (!work.values().every(({ kind }) => kind === 'follow')) return false;
      if (openWindows(topic, rows).some(() => true)) return false;
    }
    return true;
  });
}

/** Of people's sessions. What a lane that went back keeps of them, it keeps for a day. */
const openWindows = (topic: TopicName, { states }: LaneRows) =>
  states.values().filter(({ dueAt }) => topic === 'session-events' && dueAt !== undefined);
