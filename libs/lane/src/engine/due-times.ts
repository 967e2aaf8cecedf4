import TinyQueue from 'tinyqueue';
import type { StateWrite } from '../store/store.js';

type Due = { key: string; at: number };

/**
 * When the windows of a lane end, earliest first: all that end by the horizon, and of later ones nothing, so that memory is
 * bounded however many are open. What is beyond is read once most of what is known has ended.
 *
 * @param most that many are read at once; twice as many, and the later half is forgotten again
 */
export function createDueTimes(most: number) {
  const dueAt = new Map<string, number>();
  let queue = queueOf([]);
  let horizon = -1;

  function set(key: string, at: number | undefined): void {
    if (at === undefined || at > horizon) {
      dueAt.delete(key);
      return;
    }
    if (dueAt.get(key) === at) return;
    dueAt.set(key, at);
    queue.push({ key, at });
    if (dueAt.size >= 2 * most) forgetTheLater();
  }

  function forgetTheLater(): void {
    const known = [...dueAt].map(([key, at]) => ({ key, at })).sort(earlierFirst);
    horizon = known[most - 1]?.at ?? horizon;
    const kept = known.filter(({ at }) => at <= horizon);
    dueAt.clear();
    for (const { key, at } of kept) dueAt.set(key, at);
    queue = queueOf(kept);
  }

  /** Entries that were moved or taken away are dropped on the way. */
  function earliest(): Due | undefined {
    for (let top = queue.peek(); top; top = queue.peek()) {
      if (dueAt.get(top.key) === top.at) return top;
      queue.pop();
    }
    return undefined;
  }

  return {
    earliest,
    /** What a committed change says of them. */
    follow(states: readonly StateWrite[]): void {
      for (const { key, state, dueAt: at } of states) set(key, state === null ? undefined : at);
    },
    /** Takes out what is due by then, earliest first. */
    take(until: number, limit: number): string[] {
      const keys: string[] = [];
      for (let next = earliest(); next && next.at <= until && keys.length < limit; next = earliest()) {
        queue.pop();
        dueAt.delete(next.key);
        keys.push(next.key);
      }
      return keys;
    },
    /** Whether more is to be read now, and from which time on. */
    missing: (): number | undefined => (horizon < Infinity && dueAt.size < most / 4 ? horizon : undefined),
    /** What there is after the horizon: all of it, or what ends first. Nothing is committed between that read and this. */
    read(found: readonly { key: string; dueAt: number }[]): void {
      horizon = found.length < most ? Infinity : (found.at(-1)?.dueAt ?? Infinity);
      for (const { key, dueAt: at } of found) set(key, at);
    },
    size: () => dueAt.size,
  };
}

const earlierFirst = (a: Due, b: Due) => a.at - b.at;
const queueOf = (entries: Due[]) => new TinyQueue(entries, earlierFirst);
