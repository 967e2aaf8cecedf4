import { DatabaseError } from 'pg';
import { keyOf } from './key.js';
import type { CorrelationReads, WritePlace } from './port.js';
import { mayLandAt } from './write-place.js';

/** A read that fails is made again a second later, for as long as its Postgres is away: a worker whose read gives up makes a dead letter. */
const AGAIN_MS = 1_000;
/** A statement that Postgres does not understand is made again so often: ten minutes, longer than tables take to change. */
const MOST_TRIES = 600;
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: not supported, bad data, constraints, syntax and access. */
const OURS = /^(0A|2[23]|42)/;

/** After a read others gather for so many times as long as it took: the busier the database, the more share the next. */
const REST = 4;
const MOST_REST_MS = 100;

type Clock = { monotonic(): number; after(ms: number, then: () => void): unknown };

/**
 * Reads for many workers at once: what is asked for while a read is under way is asked for together after it, so that a
 * thousand workers of two hundred desks cost a handful of round trips. Each caller gets the rows that are its own. A
 * connection that is lost costs time, and no work.
 */
export function coalescedReads(reads: CorrelationReads, clock: Clock): CorrelationReads {
  const together = <K, R>(read: (keys: readonly K[]) => Promise<R>) =>
    groups(clock, (keys: readonly K[]) => again(clock, () => read(keys)));
  const mapped = <K, V>(read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>) => byKey(together(read));
  return {
    links: mapped(reads.links.bind(reads)),
    linksOf: rows(together(reads.linksOf.bind(reads)), ({ desk, account }) => keyOf(desk, account)),
    about: rows(together(reads.about.bind(reads)), ({ chat, message }) => keyOf(chat, message)),
    created: mapped(reads.created.bind(reads)),
    creations: rows(together(reads.creations.bind(reads)), ({ tracker, issue = '' }) => keyOf(tracker, issue)),
    pollCursors: mapped(reads.pollCursors.bind(reads)),
    writesAt: placed(together(reads.writesAt.bind(reads))),
    claims: rows(together(reads.claims.bind(reads)), ({ tracker, item }) => keyOf(tracker, item)),
    resent: rows(together(reads.resent.bind(reads)), ({ tracker, mark }) => keyOf(tracker, mark)),
    blocked: mapped(reads.blocked.bind(reads)),
    shown: mapped(reads.shown.bind(reads)),
    decisions: reads.decisions.bind(reads),
  };
}

/** Rows by a key. */
function byKey<K, V>(load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>) {
  return async (keys: readonly K[]): Promise<ReadonlyMap<K, V>> => {
    const found = await load(keys);
    return new Map(keys.flatMap((key) => (found.has(key) ? [[key, found.get(key) as V] as const] : [])));
  };
}

/** Rows that carry what they were asked for by. */
function rows<K extends object, R extends object>(
  load: (keys: readonly K[]) => Promise<readonly R[]>,
  name: (of: K | R) => string,
) {
  return async (keys: readonly K[]): Promise<readonly R[]> => {
    const wanted = new Set(keys.map(name));
    return (await load(keys)).filter((row) => wanted.has(name(row)));
  };
}

function placed(load: CorrelationReads['writesAt']): CorrelationReads['writesAt'] {
  return async (places) => {
    const { claims, open, cursors } = await load(places);
    const items = new Set(places.flatMap(itemsOf));
    const seen = new Set(places.map(({ feed = '', issue = '' }) => keyOf(feed, issue)));
    return {
      claims: claims.filter(({ tracker, item }) => items.has(keyOf(tracker, item))),
      open: open.filter((intent) => places.some((place) => mayLandAt(place, intent))),
      cursors: cursors.filter(({ feed, issue }) => seen.has(keyOf(feed, issue))),
    };
  };
}

const itemsOf = ({ tracker, items }: WritePlace) => items.map((item) => keyOf(tracker, item));

/** One read at a time, and a rest after it; what is asked for meanwhile goes into the next. */
function groups<K, R>(clock: Clock, read: (keys: readonly K[]) => Promise<R>): (keys: readonly K[]) => Promise<R> {
  let next: { keys: Set<K>; result: Promise<R> } | undefined;
  let running: Promise<unknown> = Promise.resolve();

  async function begin(keys: ReadonlySet<K>): Promise<R> {
    next = undefined;
    const began = clock.monotonic();
    const result = read([...keys]);
    const rested = () => pass(clock, Math.min(MOST_REST_MS, REST * (clock.monotonic() - began)));
    running = result.then(rested, rested);
    return result;
  }

  return (keys) => {
    if (!next) {
      const asked = new Set<K>();
      next = { keys: asked, result: running.then(() => begin(asked)) };
    }
    for (const key of keys) next.keys.add(key);
    return next.result;
  };
}

const pass = (clock: Clock, ms: number): Promise<void> =>
  ms > 0 ? new Promise((resolve) => void clock.after(ms, resolve)) : Promise.resolve();

/** The last failure of a statement is the caller's. */
async function again<R>(clock: Clock, read: () => Promise<R>): Promise<R> {
  for (let tries = 0; ;) {
    try {
      return await read();
    } catch (error) {
      if (error instanceof DatabaseError && OURS.test(error.code ?? '')) tries += 1;
      if (tries >= MOST_TRIES) throw error;
      await pass(clock, AGAIN_MS);
    }
  }
}
