import type { CommandId } from '#contracts';
import { keyOf } from './key.js';
import type { CorrelationReads } from './port.js';

/**
 * Reads for many workers at once: what is asked for while a read is under way is asked for together after it, so that a
 * thousand workers cost a handful of round trips. Each caller gets the rows that are its own.
 */
export function coalescedReads(reads: CorrelationReads): CorrelationReads {
  const perTracker = <A extends unknown[], R>(make: (tracker: string) => (...args: A) => R) => {
    const made = new Map<string, (...args: A) => R>();
    return (tracker: string, ...args: A): R => {
      const known = made.get(tracker) ?? make(tracker);
      made.set(tracker, known);
      return known(...args);
    };
  };
  const mapped = <K, V>(read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>) => {
    const load = together(read);
    return async (keys: readonly K[]) => pick(await load(keys), keys);
  };
  const about = together(reads.about.bind(reads));
  return {
    links: mapped(reads.links.bind(reads)),
    linksOf: reads.linksOf.bind(reads),
    async about(messages) {
      const wanted = new Set(messages.map(({ chat, message }) => keyOf(chat, message)));
      return (await about(messages)).filter(({ chat, message }) => wanted.has(keyOf(chat, message)));
    },
    created: mapped<
      CommandId,
      Awaited<ReturnType<CorrelationReads['created']>> extends ReadonlyMap<CommandId, infer V> ? V : never
    >(reads.created.bind(reads)),
    creations: perTracker((tracker) => mapped((issues) => reads.creations(tracker, issues))),
    journalCursors: perTracker((feed) => mapped((issues) => reads.journalCursors(feed, issues))),
    pollCursor: reads.pollCursor.bind(reads),
    writesAt: reads.writesAt.bind(reads),
    claims: perTracker((tracker) => {
      const load = together((items: readonly string[]) => reads.claims(tracker, items));
      return async (items) => (await load(items)).filter(({ item }) => items.includes(item));
    }),
    blocked: mapped(reads.blocked.bind(reads)),
    shown: mapped(reads.shown.bind(reads)),
    decisions: reads.decisions.bind(reads),
  };
}

/** One read at a time; what is asked for meanwhile goes into the next. */
function together<K, R>(read: (keys: readonly K[]) => Promise<R>): (keys: readonly K[]) => Promise<R> {
  let next: { keys: Set<K>; result: Promise<R> } | undefined;
  let running: Promise<unknown> = Promise.resolve();
  return (keys) => {
    if (!next) {
      const group = { keys: new Set<K>(), result: undefined as unknown as Promise<R> };
      group.result = running.then(() => {
        next = undefined;
        return read([...group.keys]);
      });
      running = group.result.catch(() => undefined);
      next = group;
    }
    for (const key of keys) next.keys.add(key);
    return next.result;
  };
}

const pick = <K, V>(rows: ReadonlyMap<K, V>, keys: readonly K[]): ReadonlyMap<K, V> =>
  new Map([...rows].filter(([key]) => keys.includes(key)));
