import type { Published } from '../ground/hear-publishing.js';
import type { Taken } from '../ground/inbox-book.js';
import { publishedAt } from './reached.js';

/** `at`: when a lane took in the next; `ms`: for how long it had taken in none. */
export type Stall = { topic: string; lane: number; at: number; ms: number };

/**
 * How long each lane stood still each time: from when a record was published for it, or from when it had last taken one in,
 * until it took in the next.
 */
export function stoodStill(published: readonly Published[], taken: readonly Taken[]): Stall[] {
  const at = publishedAt(published);
  return [...Map.groupBy(taken, ({ topic, lane }) => `${topic}/${lane}`).values()].flatMap((all) => {
    const batches = [...Map.groupBy(all, (one) => one.at)].toSorted(([a], [b]) => a - b);
    return batches.flatMap(([takenAt, batch], i) => {
      const waited = Math.min(...batch.map(({ id }) => at.get(id) ?? takenAt));
      const ms = Math.max(0, takenAt - Math.max(waited, batches[i - 1]?.[0] ?? 0));
      return batch.slice(0, 1).map(({ topic, lane }) => ({ topic, lane, at: takenAt, ms }));
    });
  });
}
