import { fromBytes } from '#contracts';
import type { Clock, LaneChange } from '#lane';
import type { MemoryBroker } from '#lane/log/memory';

/** What has stood in the log for so long, a lane that is caught up has read; a commit may take half of it. */
const READ_WITHIN_MS = 9_000;
/** A lane that had no fetch for a second does not count as caught up; what it decided before is done a moment later. */
const FETCHED_WITHIN_MS = 1_400;

type Place = { lane: number; node: string };

/**
 * Windows that ended by the wall although more words for them, received in time, had long stood in the log; or although their
 * node, which nothing keeps from doing at once what it decides (`isSteady`), had read nothing of it for longer than it may.
 */
export function watchWindows(
  clock: Pick<Clock, 'monotonic'>,
  broker: MemoryBroker,
  isSteady: (node: string) => boolean,
) {
  /** When each node last fetched of each lane, since it took it. */
  const fetchedAt = new Map<string, number>();
  const due = new Map<string, number>();
  const offsets = new Map<number, number>();
  /** Of each lane, when its last transaction was written: its node may stand still before it knows. */
  const written = new Map<number, { at: number; serial: number }>();
  /** Of each lane, since when its node has not heard that something is written, and the serial of the last it has not heard of. */
  const unheard = new Map<number, { since: number; serial: number }>();
  /** Of each lane, when (monotonic ms) each record came to stand in the log. */
  const came = Array.from({ length: broker.options.lanes }, (_, lane) => {
    const times: number[] = [];
    const partition = broker.partition('session-events', lane);
    partition.onAppend(() => {
      while (times.length < partition.end) times.push(clock.monotonic());
    });
    return times;
  });

  function unreadOf(lane: number, { offset, at, until }: { offset: number; at: number; until: number }) {
    const partition = broker.partition('session-events', lane);
    const old = partition.read(offset, Infinity).filter((one) => at - (came[lane]?.[one.offset] ?? 0) > READ_WITHIN_MS);
    return old.flatMap((one) => {
      const parsed = fromBytes('session-events', one);
      return parsed.ok && parsed.record.kind === 'update.v1' && parsed.record.at <= until ? [parsed.record.body] : [];
    });
  }

  /** A node was not told that a transaction of a lane, which has this serial since, is committed. */
  function lost(lane: number, serial: number): void {
    const before = unheard.get(lane);
    unheard.set(lane, { since: before?.serial === serial - 1 ? before.since : clock.monotonic(), serial });
  }

  /** A lane has this serial since now. */
  const wrote = (lane: number, serial: number) => void written.set(lane, { at: clock.monotonic(), serial });

  /** When a change was written that is known since the lane has this serial. */
  function writtenAt(lane: number, serial: number): number {
    const [heard, last] = [unheard.get(lane), written.get(lane)];
    if (heard?.serial === serial - 1) return heard.since;
    return last?.serial === serial ? last.at : clock.monotonic();
  }

  /** A node knows that a change of a lane of the session-aggregator is committed. Says which windows ended too early. */
  function committed(
    { lane, node }: Place,
    { offset, serial }: { offset: number; serial: number },
    { states = [], published = [] }: LaneChange<unknown>,
  ): string[] {
    // What was acknowledged rides along with whatever is committed next, of which it says nothing.
    if (published.length > 0) return [];
    const tookIn = offsets.get(lane) !== offset;
    offsets.set(lane, offset);
    const at = writtenAt(lane, serial);
    return states.flatMap(({ key, dueAt }) => {
      const before = due.get(key);
      if (dueAt === undefined) due.delete(key);
      else due.set(key, dueAt);
      if (tookIn || before === undefined || before === dueAt) return [];
      const silentMs = at - (fetchedAt.get(`${node} ${lane}`) ?? Infinity);
      if (silentMs > FETCHED_WITHIN_MS && isSteady(node))
        return [`too early: the window of ${key} ended ${silentMs} ms after its lane was read`];
      const missed = unreadOf(lane, { offset, at, until: before }).filter(({ chat }) => key.startsWith(`${chat}|`));
      return missed.length === 0
        ? []
        : [`too early: the window of ${key} ended before ${missed.length} of its messages were read`];
    });
  }

  return {
    committed,
    lost,
    wrote,
    took: ({ lane, node }: Place) => void fetchedAt.delete(`${node} ${lane}`),
    fetched: ({ lane, node }: Place) => void fetchedAt.set(`${node} ${lane}`, clock.monotonic()),
    /** The database was another. */
    forget(): void {
      due.clear();
      offsets.clear();
      unheard.clear();
      written.clear();
    },
  };
}
