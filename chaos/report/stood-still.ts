import type { Published } from '../ground/hear-publishing.js';
import type { Taken } from '../ground/inbox-book.js';
import { publishedAt } from './reached.js';

/**
 * How long each lane stood still each time, in ms: from when a record was published for it, or from when it had last taken one
 * in, until it took in the next.
 */
export function stoodStill(published: readonly Published[], taken: readonly Taken[]): number[] {
  const at = publishedAt(published);
  return [...Map.groupBy(taken, ({ topic, lane }) => `${topic}/${lane}`).values()].flatMap((lane) => {
    const batches = [...Map.groupBy(lane, (one) => one.at)].toSorted(([a], [b]) => a - b);
    return batches.map(([takenAt, batch], i) => {
      const waited = Math.min(...batch.map(({ id }) => at.get(id) ?? takenAt));
      return Math.max(0, takenAt - Math.max(waited, batches[i - 1]?.[0] ?? 0));
    });
  });
}
