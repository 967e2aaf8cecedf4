import { isUnordered, type LaneStore, type Ownership, type Work } from '../store/store.js';
import type { Schedule } from './schedule.js';

/** A lane holds about so much work in memory, and as much again of what goes at a pace of its own, */
const LANE = 10_000;
/** of one endpoint at most so much, however few there are, and at least so much, however many. */
const ENDPOINT = { most: 2_000, least: 64 };
/** And of that so many of one order key, so that a flood in one chat leaves room for the others. */
const KEY = { most: 64, low: 16 };
const PAGE = 1_000;

/** How much of a lane's memory one endpoint may fill, by how many have something there; below a quarter of it more is read. */
export const shareOf = (endpoints: number) =>
  Math.max(ENDPOINT.least, Math.min(ENDPOINT.most, Math.floor(LANE / Math.max(1, endpoints))));

type Reach = {
  /** Everything up to this seq has been in memory, or was left to its key. */
  seq: number;
  /** Grows with each piece left in the store, so that a page read meanwhile is not taken for the last. */
  left: number;
};

/**
 * Keeps a bounded part of a lane's unfinished work in memory, endpoint by endpoint and oldest first, so that an endpoint
 * that hangs fills its own part only. The rest waits in the store.
 */
export function createBacklog<R, S>(deps: {
  store: LaneStore<R, S>;
  own: Ownership;
  schedule: Schedule;
  /** Work as it comes from the store: what the database has forgotten of it is added. */
  recall: (work: Work) => Work;
}) {
  const { schedule, own } = deps;
  const endpoints = new Map<string, Reach>();
  const share = () => shareOf(schedule.endpointsHeld());
  /** Of these there is more in the store than in memory, or there may be. */
  const spilled = new Set<string>();
  /** Order keys that have more in the store than in memory. */
  const keys = new Map<string, Reach & { endpoint: string }>();
  /** Ended while a page was being read, which may still show it. */
  const ended = new Set<string>();
  let reading = 0;

  function reach(endpoint: string): Reach {
    const known = endpoints.get(endpoint);
    if (known) return known;
    const made = { seq: -1, left: 0 };
    endpoints.set(endpoint, made);
    return made;
  }

  /** Into memory, unless its key has enough of it there. */
  function keep(work: Work): void {
    const more = keys.get(work.orderKey);
    const inMemory = schedule.ofKey(work.orderKey);
    if (more) more.left += 1;
    else if (inMemory.length < KEY.most || isUnordered(work)) schedule.add(deps.recall(work));
    else keys.set(work.orderKey, { endpoint: work.endpoint, seq: inMemory.at(-1)?.seq ?? -1, left: 1 });
  }

  /** A page, without what ended while it was read, and where the next one begins; no such place after the last. */
  async function page(endpoint: string, after: number, limit: number, orderKey?: string) {
    reading += 1;
    try {
      const found = await deps.store.work(own, endpoint, after, limit, orderKey);
      return { work: found.filter(({ id }) => !ended.has(id)), next: found.at(-1)?.seq };
    } finally {
      reading -= 1;
      if (reading === 0) ended.clear();
    }
  }

  async function fill(endpoint: string): Promise<void> {
    const of = reach(endpoint);
    const { left } = of;
    const { work, next } = await page(endpoint, of.seq, Math.max(1, share() - moving()(endpoint)));
    work.forEach(keep);
    if (next !== undefined) of.seq = next;
    else if (left === of.left) spilled.delete(endpoint);
  }

  async function fillKey(orderKey: string): Promise<void> {
    const of = keys.get(orderKey);
    if (!of) return;
    const { left } = of;
    const { work, next } = await page(of.endpoint, of.seq, KEY.most, orderKey);
    for (const one of work) schedule.add(deps.recall(one));
    if (next !== undefined) of.seq = next;
    else if (left === of.left) keys.delete(orderKey);
  }

  /**
   * What an endpoint has in memory that goes as fast as the endpoint does: keys of which more waits in the store go at their own
   * pace, and what stands behind a doubt at a person's. They keep nobody from being read, unless there are very many of them.
   */
  function moving(): (endpoint: string) => number {
    const slow = new Map([...spilled].map((name) => [name, schedule.behindDoubts(name)]));
    for (const [key, { endpoint }] of keys) {
      const held = schedule.ofKey(key);
      if (held[0]?.state !== 'doubt') slow.set(endpoint, (slow.get(endpoint) ?? 0) + held.length);
    }
    const all = slow.values().reduce((sum, held) => sum + held, 0);
    return (endpoint) => schedule.held(endpoint) - (all < LANE ? (slow.get(endpoint) ?? 0) : 0);
  }

  const lowEndpoints = () => {
    if (spilled.size === 0) return [];
    const [low, held] = [share() / 4, moving()];
    return [...spilled].filter((name) => held(name) < low);
  };
  const lowKeys = () => (keys.size === 0 ? [] : [...keys.keys()].filter((key) => schedule.ofKey(key).length < KEY.low));

  return {
    /** Work just committed, in the order of its seq. */
    admit(work: Work): void {
      if (isUnordered(work)) return schedule.add(work);
      const of = reach(work.endpoint);
      if (spilled.has(work.endpoint) || schedule.held(work.endpoint) >= share()) {
        spilled.add(work.endpoint);
        of.left += 1;
        return;
      }
      of.seq = work.seq;
      keep(work);
    },
    /** At the start of an ownership: what is open is in memory from the first, then what the store holds of these endpoints. */
    async recover(open: readonly Work[], names: readonly string[]): Promise<void> {
      for (const work of open) schedule.add(deps.recall(work));
      // Of all at once: what is committed while one is read goes behind what the others have there.
      for (const endpoint of names) spilled.add(endpoint);
      for (const endpoint of names) await fill(endpoint);
    },
    /** Reads on where memory runs low. */
    async refill(): Promise<void> {
      for (const key of lowKeys()) await fillKey(key);
      for (const endpoint of lowEndpoints()) await fill(endpoint);
    },
    /** Whether `refill` would read anything. */
    low: () => lowEndpoints().length > 0 || lowKeys().length > 0,
    /** These have ended: no page read meanwhile brings them back. */
    forget(ids: readonly string[]): void {
      if (reading > 0) for (const id of ids) ended.add(id);
    },
    /** A page of an endpoint's work after this seq; nothing where all there is of it is in memory. */
    async left(endpoint: string, after: number, limit: number): Promise<readonly Work[]> {
      const isLeft = spilled.has(endpoint) || [...keys.values()].some((of) => of.endpoint === endpoint);
      return isLeft ? (await page(endpoint, after, limit)).work : [];
    },
    /** Work behind this one that goes where it goes, in memory or not. */
    async dependents(work: Work): Promise<readonly Work[]> {
      const found = schedule.ofKey(work.orderKey).filter((other) => other.dependsOn === work.id);
      if (!keys.has(work.orderKey) && !spilled.has(work.endpoint)) return found;
      let after = schedule.ofKey(work.orderKey).at(-1)?.seq;
      while (after !== undefined) {
        const rest = await page(work.endpoint, after, PAGE, work.orderKey);
        found.push(...rest.work.filter((other) => other.dependsOn === work.id));
        after = rest.next;
      }
      return found;
    },
  };
}

export type Backlog = ReturnType<typeof createBacklog>;
