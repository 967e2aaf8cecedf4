import TinyQueue from 'tinyqueue';
import { isUnordered, type Work } from '../store/store.js';
import type { Permit } from './endpoints.js';
import { createGates } from './gates.js';

type Endpoint = {
  name: string;
  /** Heads that may run now, oldest first; see `lineUp`. */
  runnable: TinyQueue<Work>;
  /** Everything of it in memory, running and parked included. */
  held: number;
  /** Of these, what waits for a person, perhaps for ever. */
  inDoubt: Set<Work>;
};

const keyOf = (work: Work) => (isUnordered(work) ? `look-up ${work.id}` : work.orderKey);

/**
 * Which work may run now. Within an order key only the oldest unfinished one, the head; within a gate one at a time; at an
 * endpoint as far as it gives permits. Parked heads wait for their time while every other key goes on. Holds no timers
 * and does no I/O.
 */
export function createSchedule(options: {
  /** Leave for one call at the endpoint. */
  enter: (endpoint: string) => Permit | undefined;
  /** It is in memory from here on. */
  added?: (work: Work) => void;
}) {
  const keys = new Map<string, Work[]>();
  const byId = new Map<string, Work>();
  let lookUps = 0;
  const endpoints = new Map<string, Endpoint>();
  let endpointsHeld = 0;
  /** Endpoints that may have something to run, in turn; those that gave no permit stand outside. */
  const inTurn = new Set<Endpoint>();
  /** Running, or being ended: nobody else may touch it. */
  const busy = new Set<Work>();
  const parked = new TinyQueue<{ work: Work; at: number }>([], (a, b) => a.at - b.at);
  const gates = createGates();
  /** What is asked again and again until it expires, by when it was asked last: it keeps nothing waiting that was not yet. */
  const asked = new WeakMap<Work, number>();
  let askings = 0;
  const lineUp = (a: Work, b: Work) => (asked.get(a) ?? 0) - (asked.get(b) ?? 0) || a.seq - b.seq;
  /** Work that found its endpoint away, by when it did so last. */
  const foundAway = new WeakMap<Work, number>();
  let findings = 0;

  function endpoint(name: string): Endpoint {
    const known = endpoints.get(name);
    if (known) return known;
    const runnable = new TinyQueue<Work>([], lineUp);
    const made = { name, runnable, held: 0, inDoubt: new Set<Work>() };
    endpoints.set(name, made);
    return made;
  }

  function count(of: Endpoint, more: 1 | -1): void {
    const before = of.held;
    of.held += more;
    if (before === 0) endpointsHeld += 1;
    else if (of.held === 0) endpointsHeld -= 1;
  }

  const isHead = (work: Work) => keys.get(keyOf(work))?.[0] === work;

  function add(work: Work): void {
    if (byId.has(work.id)) return;
    byId.set(work.id, work);
    count(endpoint(work.endpoint), 1);
    if (isUnordered(work)) lookUps += 1;
    const queue = keys.get(keyOf(work));
    if (queue) queue.push(work);
    else keys.set(keyOf(work), [work]);
    if (isHead(work)) place(work);
    options.added?.(work);
  }

  function place(work: Work): void {
    const { inDoubt } = endpoint(work.endpoint);
    if (work.state === 'doubt') return void inDoubt.add(work);
    inDoubt.delete(work);
    // It may still have an attempt open: nothing else of its account goes out before.
    if (work.state === 'unknown') gates.hold(work);
    parked.push({ work, at: work.dueAt });
  }

  function unpark(now: number): void {
    for (let top = parked.peek(); top && top.at <= now; top = parked.peek()) {
      parked.pop();
      const { work, at } = top;
      if (byId.get(work.id) !== work || work.dueAt !== at || work.state === 'doubt') continue;
      endpoint(work.endpoint).runnable.push(work);
      inTurn.add(endpoint(work.endpoint));
    }
  }

  function begin(from: Endpoint): { work: Work; permit: Permit } | undefined {
    const first = takeFirst(from.runnable);
    if (!first) return undefined;
    const permit = options.enter(from.name);
    if (!permit) {
      from.runnable.push(first);
      return undefined;
    }
    const work = permit.probe && foundAway.has(first) ? probeOf(from, first) : first;
    busy.add(work);
    gates.hold(work);
    return { work, permit };
  }

  /** Heads whose gate is held by another wait at the gate instead. */
  function takeFirst(queue: TinyQueue<Work>): Work | undefined {
    for (let work = queue.pop(); work; work = queue.pop()) {
      if (busy.has(work) || byId.get(work.id) !== work) continue;
      if (gates.pass(work)) return work;
    }
    return undefined;
  }

  /** Some fail alone: whether an endpoint is back is found out by who did not find it away, or did so longest ago. */
  function probeOf(from: Endpoint, first: Work): Work {
    const since = (work: Work) => foundAway.get(work) ?? 0;
    const queue = new TinyQueue([...from.runnable.data, first], (a, b) => since(a) - since(b) || lineUp(a, b));
    const work = takeFirst(queue) ?? first;
    from.runnable = new TinyQueue(queue.data, lineUp);
    return work;
  }

  const openGate = (work: Work) => gates.open(work).forEach(place);

  return {
    add,
    /** The next piece of work that may run now, endpoints in turn. It is busy from here on, until parked or finished. */
    next(now: number): { work: Work; permit: Permit } | undefined {
      unpark(now);
      for (const from of inTurn) {
        inTurn.delete(from);
        const begun = begin(from);
        if (!begun) continue;
        inTurn.add(from);
        return begun;
      }
      return undefined;
    },
    /** The endpoint may give permits again. */
    permitted: (name: string) => void inTurn.add(endpoint(name)),
    /** Keeps it from running while something else is done with it; false if it is busy or ended. */
    hold(work: Work): boolean {
      if (byId.get(work.id) !== work || busy.has(work)) return false;
      busy.add(work);
      return true;
    },
    /** It stays the head of its key and waits for `dueAt`. An unknown one keeps its gate. */
    park(work: Work): void {
      busy.delete(work);
      if (work.state !== 'unknown') openGate(work);
      if (!work.effect && work.expiresAt !== undefined) asked.set(work, ++askings);
      place(work);
    },
    /** It found its endpoint away: others find out first whether that is back. */
    foundAway: (work: Work) => void foundAway.set(work, ++findings),
    /** It ended, for good or bad: the next of its key becomes the head. */
    finish(id: string): void {
      const work = byId.get(id);
      if (!work) return;
      byId.delete(id);
      busy.delete(work);
      const of = endpoint(work.endpoint);
      count(of, -1);
      if (isUnordered(work)) lookUps -= 1;
      of.inDoubt.delete(work);
      openGate(work);
      const queue = keys.get(keyOf(work)) ?? [];
      const at = queue.indexOf(work);
      queue.splice(at, 1);
      if (queue.length === 0) keys.delete(keyOf(work));
      else if (at === 0 && queue[0]) place(queue[0]);
    },
    find: (id: string) => byId.get(id),
    /** What is in memory of its order key, oldest first. */
    ofKey: (orderKey: string): readonly Work[] => keys.get(orderKey) ?? [],
    /** What an endpoint that is away keeps waiting; what stands behind a doubt waits for a person. */
    waitingAt: (name: string) =>
      [...byId.values()].filter(
        (work) => work.endpoint === name && !busy.has(work) && keys.get(keyOf(work))?.[0]?.state !== 'doubt',
      ),
    /** How much of an endpoint's share of memory is taken. */
    held: (name: string) => endpoint(name).held - endpoint(name).inDoubt.size,
    /** How much of that stands behind a doubt, and so waits for a person. */
    behindDoubts: (name: string) =>
      [...endpoint(name).inDoubt].reduce((sum, doubt) => sum + (keys.get(keyOf(doubt))?.length ?? 1) - 1, 0),
    /** How many endpoints have anything in memory. */
    endpointsHeld: () => endpointsHeld,
    size: () => byId.size,
    lookUps: () => lookUps,
    /** How many order keys wait for the next try of their head. */
    parked: (now: number) =>
      [...keys.values()].filter(([head]) => head && !busy.has(head) && head.state !== 'doubt' && head.dueAt > now)
        .length,
    /** When to ask `next` again, if nothing else happens before. */
    wakeAt: (): number | undefined => parked.peek()?.at,
  };
}

export type Schedule = ReturnType<typeof createSchedule>;
