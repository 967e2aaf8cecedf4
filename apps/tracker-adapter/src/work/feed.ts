import { z } from 'zod';
import type { CorrelationReads } from '#correlation';
import type { Desk } from '#plugins';

const Cursor = z.record(z.string(), z.union([z.number(), z.string()]));

/**
 * How far a desk has read its tracker's changes, and since when (ms) it is followed: what is older is no news. `next`: a
 * pass is under way, and goes on there.
 */
export const FeedCursor = z.object({ since: z.number(), cursor: Cursor.optional(), next: Cursor.optional() });
export type FeedCursor = z.infer<typeof FeedCursor>;

/** One desk's view of its tracker: two desks on one tracker each follow it for themselves. */
export const feedOf = ({ endpoint, id }: Pick<Desk, 'endpoint' | 'id'>) => JSON.stringify([endpoint, id]);

/** Nothing, as long as the desk is not followed yet. */
export async function readFeedCursor(reads: CorrelationReads, desk: Desk): Promise<FeedCursor | undefined> {
  const feed = feedOf(desk);
  const stored = (await reads.pollCursors([feed])).get(feed);
  return stored === undefined ? undefined : FeedCursor.parse(stored);
}

/** Since when (ms) a desk is followed, or nothing yet. It never changes, and is read once. */
export function createFollowedSince(reads: CorrelationReads) {
  const known = new Map<string, number>();
  return async (desk: Desk): Promise<number | undefined> => {
    const since = known.get(feedOf(desk)) ?? (await readFeedCursor(reads, desk))?.since;
    if (since !== undefined) known.set(feedOf(desk), since);
    return since;
  };
}
