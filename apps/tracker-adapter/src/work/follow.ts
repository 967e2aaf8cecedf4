import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { issueKey, makeRecord, type TopicRecord } from '#contracts';
import type { Attempt, Work } from '#lane';
import type { Desk } from '#plugins';
import type { ChangePage } from '#ports/tracker';
import { FollowWork } from '../domain/work-body.js';
import { type Context, forRead, type Result } from './context.js';
import { readFailureOf } from './from-error.js';

const Cursor = z.record(z.string(), z.union([z.number(), z.string()]));

/** How far a tracker's changes were read, and since when (ms) it is followed: what is older is no news. */
export const FollowCursor = z.object({ since: z.number(), cursor: Cursor.optional() });
export type FollowCursor = z.infer<typeof FollowCursor>;

const MOST_PAGES = 100;
/** What an overlapping poll brings again and again is published once. Losing this costs a few hints. */
const MOST_MARKS = 20_000;

/** Asks a desk's tracker for changes, again and again. Cursor and hints are committed together, after a complete pass. */
export function createFollow(context: Context) {
  const marks = new LRUCache<string, string>({ max: MOST_MARKS });

  return async function follow(work: Work, attempt: Attempt): Promise<Result> {
    const desk = context.desks.get(FollowWork.parse(work.body).desk);
    if (!desk) return { kind: 'done', step: {} };
    const inMs = desk.config.options.pollSeconds * 1_000;
    try {
      const now = context.clock.now();
      const before = FollowCursor.safeParse(await context.reads.pollCursor(desk.endpoint)).data ?? { since: now };
      const { changed, cursor } = await pass(desk, before.cursor, attempt.signal);
      const fresh = changed.filter(({ issue, mark }) => marks.get(`${desk.id} ${issue}`) !== mark);
      if (fresh.length === 0 && before.cursor && JSON.stringify(before.cursor) === JSON.stringify(cursor))
        return { kind: 'again', inMs };
      for (const { issue, mark } of fresh) marks.set(`${desk.id} ${issue}`, mark);
      const publish = before.cursor ? fresh.map((change) => hint(desk, change, now)) : [];
      const row = { since: before.since, cursor } satisfies FollowCursor;
      return {
        kind: 'again',
        inMs,
        step: { publish, side: [{ kind: 'poll-cursor', tracker: desk.endpoint, cursor: row }] },
      };
    } catch (error) {
      const failure = readFailureOf(error);
      return failure.kind === 'refused' ? { kind: 'again', inMs } : failure;
    }
  };
}

/** All pages of one pass. */
async function pass(desk: Desk, from: z.infer<typeof Cursor> | undefined, signal: AbortSignal) {
  const changed: ChangePage['changed'][number][] = [];
  let page = await desk.tracker.readChanges(from, forRead(signal));
  changed.push(...page.changed);
  for (let i = 1; !page.complete && page.next && i < MOST_PAGES; i += 1) {
    page = await desk.tracker.readChanges(page.next, forRead(signal));
    changed.push(...page.changed);
  }
  return { changed, cursor: page.complete ? page.cursor : (from ?? page.cursor) };
}

function hint(desk: Desk, { issue, mark }: ChangePage['changed'][number], at: number): TopicRecord<'tracker-work'> {
  const body = { desk: desk.id, issue, why: 'poll' as const };
  const causes = [desk.endpoint, issue, mark];
  return makeRecord('tracker-work', 'hint.v1', { key: issueKey(desk.id, issue), at, causes, ordinal: 0, body });
}
