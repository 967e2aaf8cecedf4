import TinyQueue from 'tinyqueue';
import type { Work } from '../store/store.js';
import { type Breaker, closed, paused, permits, tripped } from './breaker.js';

type Endpoint = {
  name: string;
  breaker: Breaker;
  running: number;
  /** Heads that may run now, oldest first. */
  runnable: TinyQueue<Work>;
  /** Everything of it in memory, running and parked included. */
  held: number;
};

/**
 * Which work may run now. Within an order key only the oldest unfinished one, the head; within a gate one at a time; at an
 * endpoint as many as its cap and its breaker allow. Parked heads wait for their time while every other key goes on.
 * Holds no timers and does no I/O.
 */
export function createSchedule(options: {
  cap: (endpoint: string) => number;
  random: () => number;
  /** It is in memory from here on. */
  added?: (work: Work) => void;
}) {
  const keys = new Map<string, Work[]>();
  const byId = new Map<string, Work>();
  const endpoints = new Map<string, Endpoint>();
  /** Endpoints that may have something to run, in turn; those at their cap or behind a breaker stand outside. */
  const inTurn = new Set<Endpoint>();
  /** Endpoints whose breaker is not closed. */
  const behindBreaker = new Set<Endpoint>();
  const running = new Set<Work>();
  const parked = new TinyQueue<{ work: Work; at: number }>([], (a, b) => a.at - b.at);
  /** Who holds a gate, and which heads wait for it. */
  const gates = new Map<string, { holder: string; waiting: Work[] }>();

  function endpoint(name: string): Endpoint {
    let found = endpoints.get(name);
    if (!found) {
      found = {
        name,
        breaker: closed,
        running: 0,
        runnable: new TinyQueue<Work>([], (a, b) => a.seq - b.seq),
        held: 0,
      };
      endpoints.set(name, found);
    }
    return found;
  }

  /** Look-ups, which expire, are in no order. */
  const keyOf = (work: Work) => (work.effect || work.expiresAt === undefined ? work.orderKey : `look-up ${work.id}`);
  const isHead = (work: Work) => keys.get(keyOf(work))?.[0] === work;

  function add(work: Work): void {
    if (byId.has(work.id)) return;
    byId.set(work.id, work);
    endpoint(work.endpoint).held += 1;
    const queue = keys.get(keyOf(work));
    if (queue) queue.push(work);
    else keys.set(keyOf(work), [work]);
    // Work taken up again after a crash may still have an attempt open: nothing else of its account goes out before.
    if (work.gate && work.state === 'unknown' && !gates.has(work.gate))
      gates.set(work.gate, { holder: work.id, waiting: [] });
    if (isHead(work)) place(work);
    options.added?.(work);
  }

  function place(work: Work): void {
    if (work.state === 'doubt') return;
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
    for (const of of behindBreaker) if (of.breaker.kind !== 'closed' && of.breaker.until <= now) inTurn.add(of);
  }

  /** The next piece of work that may run now, endpoints in turn; it counts as running from here on. */
  function next(now: number): Work | undefined {
    unpark(now);
    for (const from of inTurn) {
      inTurn.delete(from);
      if (from.running >= permits(from.breaker, now, options.cap(from.name))) continue;
      const work = takeFirst(from);
      if (!work) continue;
      from.running += 1;
      running.add(work);
      holdGate(work);
      inTurn.add(from);
      return work;
    }
    return undefined;
  }

  /** Heads whose gate is held by another wait at the gate instead. */
  function takeFirst(from: Endpoint): Work | undefined {
    for (let work = from.runnable.pop(); work; work = from.runnable.pop()) {
      if (running.has(work) || byId.get(work.id) !== work) continue;
      const gate = work.gate === undefined ? undefined : gates.get(work.gate);
      if (!gate || gate.holder === work.id) return work;
      gate.waiting.push(work);
    }
    return undefined;
  }

  function turnBreaker(of: Endpoint, breaker: Breaker): void {
    of.breaker = breaker;
    if (breaker.kind === 'closed') behindBreaker.delete(of);
    else behindBreaker.add(of);
    inTurn.add(of);
  }

  function holdGate(work: Work): void {
    if (work.gate && !gates.has(work.gate)) gates.set(work.gate, { holder: work.id, waiting: [] });
  }

  function openGate(work: Work): void {
    const gate = work.gate === undefined ? undefined : gates.get(work.gate);
    if (!work.gate || gate?.holder !== work.id) return;
    gates.delete(work.gate);
    for (const waiting of gate.waiting) place(waiting);
  }

  /** It ended, for good or bad: the next of its key becomes the head. */
  function finish(work: Work): void {
    byId.delete(work.id);
    const of = endpoint(work.endpoint);
    of.held -= 1;
    openGate(work);
    const queue = keys.get(keyOf(work));
    const at = queue?.indexOf(work) ?? -1;
    if (!queue || at < 0) return;
    queue.splice(at, 1);
    if (queue.length === 0) keys.delete(keyOf(work));
    else if (at === 0 && queue[0]) place(queue[0]);
  }

  return {
    add,
    next,
    finish,
    /** It is not running any more; it stays the head of its key and waits for `dueAt`. An unknown one keeps its gate. */
    park(work: Work): void {
      if (work.state !== 'unknown') openGate(work);
      place(work);
    },
    /** A running one stopped running, whatever comes next. */
    stopped(work: Work): void {
      running.delete(work);
      const of = endpoint(work.endpoint);
      of.running -= 1;
      inTurn.add(of);
    },
    /** The endpoint did not act and seems down. */
    trip(name: string, now: number): void {
      turnBreaker(endpoint(name), tripped(endpoint(name).breaker, now, options.random));
    },
    pause(name: string, until: number): void {
      turnBreaker(endpoint(name), paused(endpoint(name).breaker, until));
    },
    /** The endpoint answered. */
    answered(name: string, now: number): void {
      const of = endpoint(name);
      const { breaker } = of;
      if (breaker.kind === 'open' || (breaker.kind === 'paused' && breaker.until <= now)) turnBreaker(of, closed);
    },
    find: (id: string) => byId.get(id),
    /** Work behind this one that goes where it goes. */
    dependents: (work: Work) => (keys.get(keyOf(work)) ?? []).filter((other) => other.dependsOn === work.id),
    /** What an endpoint that is down or pausing keeps waiting. */
    waitingAt: (name: string) =>
      [...byId.values()].filter((work) => work.endpoint === name && !running.has(work) && work.state !== 'doubt'),
    isRunning: (work: Work) => running.has(work),
    held: (name: string) => endpoints.get(name)?.held ?? 0,
    breaker: (name: string) => endpoints.get(name)?.breaker ?? closed,
    size: () => byId.size,
    /** When to ask `next` again, if nothing else happens before. */
    wakeAt(now: number): number | undefined {
      let at = parked.peek()?.at;
      for (const { breaker, runnable } of behindBreaker) {
        if (breaker.kind === 'closed' || runnable.length === 0 || breaker.until <= now) continue;
        at = Math.min(at ?? Infinity, breaker.until);
      }
      return at;
    },
  };
}

export type Schedule = ReturnType<typeof createSchedule>;
