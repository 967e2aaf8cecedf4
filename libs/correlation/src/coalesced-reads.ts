import { keyOf } from './key.js';
import type { CorrelationReads, WritePlace } from './port.js';
import { mayLandAt } from './write-place.js';

/**
 * Reads for many workers at once: what is asked for while a read is under way is asked for together after it, so that a
 * thousand workers of two hundred desks cost a handful of round trips. Each caller gets the rows that are its own.
 */
export function coalescedReads(reads: CorrelationReads): CorrelationReads {
  return {
    links: mapped(reads.links.bind(reads)),
    linksOf: listed(reads.linksOf.bind(reads), ({ desk, account }) => keyOf(desk, account)),
    about: listed(reads.about.bind(reads), ({ chat, message }) => keyOf(chat, message)),
    created: mapped(reads.created.bind(reads)),
    creations: listed(reads.creations.bind(reads), ({ tracker, issue = '' }) => keyOf(tracker, issue)),
    journalCursors: listed(reads.journalCursors.bind(reads), ({ feed, issue }) => keyOf(feed, issue)),
    pollCursors: mapped(reads.pollCursors.bind(reads)),
    writesAt: placed(reads.writesAt.bind(reads)),
    claims: listed(reads.claims.bind(reads), ({ tracker, item }) => keyOf(tracker, item)),
    blocked: mapped(reads.blocked.bind(reads)),
    shown: mapped(reads.shown.bind(reads)),
    decisions: reads.decisions.bind(reads),
  };
}

/** Rows by a key. */
function mapped<K, V>(read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>) {
  const load = together(read);
  return async (keys: readonly K[]): Promise<ReadonlyMap<K, V>> => {
    const rows = await load(keys);
    return new Map(keys.flatMap((key) => (rows.has(key) ? [[key, rows.get(key) as V] as const] : [])));
  };
}

/** Rows that carry what they were asked for by. */
function listed<K extends object, R extends object>(
  read: (keys: readonly K[]) => Promise<readonly R[]>,
  name: (of: K | R) => string,
) {
  const load = together(read);
  return async (keys: readonly K[]): Promise<readonly R[]> => {
    const wanted = new Set(keys.map(name));
    return (await load(keys)).filter((row) => wanted.has(name(row)));
  };
}

function placed(read: CorrelationReads['writesAt']): CorrelationReads['writesAt'] {
  const load = together(read);
  return async (places) => {
    const { claims, open } = await load(places);
    const items = new Set(places.flatMap(itemsOf));
    return {
      claims: claims.filter(({ tracker, item }) => items.has(keyOf(tracker, item))),
      open: open.filter((intent) => places.some((place) => mayLandAt(place, intent))),
    };
  };
}

const itemsOf = ({ tracker, items }: WritePlace) => items.map((item) => keyOf(tracker, item));

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
