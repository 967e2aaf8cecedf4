import { LRUCache } from 'lru-cache';
import { issueKey, makeRecord, type TopicRecord } from '#contracts';
import type { Attempt, Work } from '#lane';
import type { Desk } from '#plugins';
import type { ChangePage } from '#ports/tracker';
import { errorFacts } from '#telemetry';
import { followWorkOf } from '../domain/work-body.js';
import { type Context, deskOf, type Done, isOfAnotherTracker, type Result } from './context.js';
import { forRead } from './deadlines.js';
import { explainReadFailure } from './explain-failure.js';
import { type FeedCursor, feedOf, readFeedCursor } from './feed.js';

type Change = ChangePage['changed'][number];

/** So many pages are read in one go; the rest of a pass follows at once. */
const MOST_PAGES = 20;
/** What an overlapping poll brings again and again is published once. Losing this costs a few hints, which the inbox knows. */
const MOST_MARKS = 20_000;
/** A cursor that only went on with the tracker's time is kept so often: after a crash a pass looks back as much farther. */
const KEEP_MS = 60_000;
const AFTER_A_BUG_MS = 60_000;

/** What a run of a follow leaves to the next. */
type Left = { cursor: FeedCursor | undefined; handed: readonly Change[]; keptAt: number };

/** Asks a desk's tracker for changes, again and again and whatever happens. Cursor and hints are committed together. */
export function createFollow(context: Context) {
  const marks = new LRUCache<string, string>({ maxSize: MOST_MARKS, sizeCalculation: () => 1 });
  /**
   * By the piece of work as it stands in memory, where it is as long as its lane is ours: it runs again only once what it
   * left was committed, and nobody else moves this cursor meanwhile.
   */
  const left = new WeakMap<Work, Left>();
  const keyOf = (desk: Desk, issue: string) => JSON.stringify([desk.id, issue]);

  async function step(work: Work, desk: Desk, signal: AbortSignal): Promise<{ step?: Done; more: boolean }> {
    const [now, monotonic] = [context.clock.now(), context.clock.monotonic()];
    const last = left.get(work) ?? { cursor: await readFeedCursor(context.reads, desk), handed: [], keptAt: -Infinity };
    for (const { issue, mark } of last.handed) marks.set(keyOf(desk, issue), mark);
    const { changed, after } = await pass(context, desk, last.cursor ?? beginning(work, now), signal);
    const fresh = changed.filter(({ issue, mark }) => marks.get(keyOf(desk, issue)) !== mark);
    const more = after.next !== undefined;
    const moved = JSON.stringify(after) !== JSON.stringify(last.cursor);
    const underWay = more || last.cursor?.next !== undefined;
    const keep = fresh.length > 0 || (moved && (underWay || monotonic - last.keptAt >= KEEP_MS));
    left.set(work, { cursor: after, handed: fresh, keptAt: keep ? monotonic : last.keptAt });
    if (!keep) return { more };
    const publish = fresh.map((change) => hint(desk, change, now));
    return { step: { publish, side: [{ kind: 'poll-cursor', feed: feedOf(desk), cursor: after }] }, more };
  }

  return async function follow(work: Work, attempt: Attempt): Promise<Result> {
    const desk = deskOf(context, followWorkOf(work).desk);
    const inMs = desk.config.options.pollSeconds * 1_000;
    // The desk has another tracker now; this one may come back.
    if (isOfAnotherTracker(work, desk)) return { kind: 'again', inMs: AFTER_A_BUG_MS };
    try {
      const { step: done, more } = await step(work, desk, attempt.signal);
      return { kind: 'again', inMs: more ? 0 : inMs, ...(done ? { step: done } : {}) };
    } catch (error) {
      return unfollowed(context, desk, error, attempt.signal, inMs);
    }
  };
}

/** Following never ends: not by a refusal, and not by a bug, which is told loudly. */
async function unfollowed(
  context: Context,
  desk: Desk,
  error: unknown,
  signal: AbortSignal,
  inMs: number,
): Promise<Result> {
  try {
    const failure = await explainReadFailure(context, desk, { kind: 'service' }, error, signal);
    return failure.kind === 'refused' || failure.kind === 'failed' ? { kind: 'again', inMs } : failure;
  } catch (bug) {
    if (signal.aborted) throw bug;
    context.logger.error({ desk: desk.id, ...errorFacts(bug) }, 'A desk is not followed: this is a bug.');
    return { kind: 'again', inMs: AFTER_A_BUG_MS };
  }
}

/** It is to be followed from when it was set up, however long its tracker did not answer since. */
const beginning = ({ bornAt }: Work, now: number): FeedCursor => ({ since: Math.min(now, bornAt) });

/** The next pages of a pass, or all of it. The cursor moves only after a complete one. */
async function pass({ clock }: Context, desk: Desk, before: FeedCursor, signal: AbortSignal) {
  const asked = clock.now();
  const changed: Change[] = [];
  let page: ChangePage | undefined;
  for (let i = 0; i < MOST_PAGES && (!page || (!page.complete && page.next)); i += 1) {
    const from = page?.next ?? before.next ?? before.cursor;
    page = await forRead(clock, signal, (own) => desk.tracker.readChanges(from, own));
    changed.push(...page.changed);
  }
  const { cursor } = before;
  // Where it begins, the tracker says what time it is: what is written there is dated by its clock.
  const since = page?.now === undefined ? before.since : page.now - (asked - before.since);
  const after: FeedCursor = page?.complete ? { since, cursor: page.cursor } : { since, cursor, next: page?.next };
  return { changed, after };
}

function hint(desk: Desk, { issue, mark }: Change, at: number): TopicRecord<'tracker-work'> {
  const body = { desk: desk.id, issue, why: 'poll' as const };
  const causes = [desk.endpoint, issue, mark];
  return makeRecord('tracker-work', 'hint.v1', { key: issueKey(desk.id, issue), at, causes, ordinal: 0, body });
}
