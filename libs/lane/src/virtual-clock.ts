import TinyQueue from 'tinyqueue';
import type { Clock } from './clock.js';

/** One process of a simulated cluster, as a scheduler sees it. Everything the process waits for must come by this clock. */
export type NodeClock = Clock & {
  /** Like SIGSTOP: time goes on, but nothing of this node runs until `thaw`. */
  freeze(): void;
  /** Like SIGCONT: what came due meanwhile runs now, in its order. */
  thaw(): void;
  /** Like kill −9: nothing of this node ever runs again. */
  kill(): void;
};

/** A clock that stands still until it is turned. Like real timers its events come at whole ms. The same calls always give the same run. */
export type VirtualClock = Clock & {
  /** The view of one node, which can be stopped apart from the others. */
  node(): NodeClock;
  /** Moves the wall clock alone, either way. */
  jump(ms: number): void;
  /** Lets `ms` pass: every event due until then runs in order, with all promises settled between two events. */
  advance(ms: number): Promise<void>;
  /**
   * Lets time pass until `done` holds or nothing is scheduled any more. Throws if neither happens within `limitMs` of
   * virtual time (an hour by default).
   */
  run(done?: () => boolean, limitMs?: number): Promise<void>;
};

/** `then` is taken away from one that is not to come any more. */
type Event = { at: number; nth: number; then: (() => void) | undefined };

/**
 * So many events run in one turn of the event loop, whose turning costs more than most events do. Each is an immediate of its
 * own: between two of them the microtask queue is emptied, however deep the chains of promises are.
 */
const EVENTS_IN_A_TURN = 64;

/** Calls `step` until it says that there is nothing more to do, with all promises settled before each call. */
function whileItGoesOn(step: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let over = false;
    const once = () => {
      if (over) return;
      try {
        over = !step();
        if (over) resolve();
      } catch (error) {
        over = true;
        reject(error);
      }
    };
    const turn = () => {
      if (over) return;
      for (let i = 0; i < EVENTS_IN_A_TURN; i += 1) setImmediate(once);
      setImmediate(turn);
    };
    turn();
  });
}

/** `start` is the wall clock's first reading, ms since 1970; the monotonic clock starts at 0. */
export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  const events = new EventQueue();
  let elapsed = 0;
  let wallAhead = start;

  /** False where nothing is due by then. */
  function fireNext(until: number): boolean {
    const next = events.take(until);
    if (!next) return false;
    elapsed = next.at;
    next.then?.();
    return true;
  }
  const clock: Clock = {
    now: () => wallAhead + elapsed,
    monotonic: () => elapsed,
    after: (ms, then) => events.add(elapsed + Math.ceil(Math.max(0, ms)), then),
  };
  return {
    ...clock,
    node: () => nodeClock(clock),
    jump: (ms) => void (wallAhead += ms),
    async advance(ms) {
      const until = elapsed + ms;
      await whileItGoesOn(() => fireNext(until));
      elapsed = until;
    },
    async run(done = () => false, limitMs = 3_600_000) {
      const until = elapsed + limitMs;
      await whileItGoesOn(() => {
        if (done()) return false;
        if (fireNext(until)) return true;
        if (events.empty()) return false;
        throw new Error(`still not done after ${limitMs} ms of virtual time`);
      });
    },
  };
}

function nodeClock(world: Clock): NodeClock {
  let state: 'running' | 'frozen' | 'dead' = 'running';
  let overdue: (() => void)[] = [];

  const fire = (then: () => void) => {
    if (state === 'running') then();
    else if (state === 'frozen') overdue.push(then);
  };
  return {
    now: () => world.now(),
    monotonic: () => world.monotonic(),
    after(ms, then) {
      let cancelled = false;
      const cancel = world.after(ms, () => fire(() => !cancelled && then()));
      return () => {
        cancelled = true;
        cancel();
      };
    },
    freeze: () => void (state = state === 'dead' ? 'dead' : 'frozen'),
    thaw() {
      if (state !== 'frozen') return;
      state = 'running';
      const due = overdue;
      overdue = [];
      for (const then of due) world.after(0, () => fire(then));
    },
    kill() {
      state = 'dead';
      overdue = [];
    },
  };
}

/** Events by time, and by the order they were added at the same time. What is cancelled stays until its time comes. */
class EventQueue {
  private readonly events = new TinyQueue<Event>([], (a, b) => a.at - b.at || a.nth - b.nth);
  private added = 0;

  /** Returns what takes the event out again. */
  add(at: number, then: () => void): () => void {
    const event: Event = { at, nth: (this.added += 1), then };
    this.events.push(event);
    return () => void (event.then = undefined);
  }

  /** The next event due by `until`, taken out. */
  take(until: number): Event | undefined {
    const next = this.next();
    return next && next.at <= until ? this.events.pop() : undefined;
  }

  empty(): boolean {
    return this.next() === undefined;
  }

  private next(): Event | undefined {
    for (let next = this.events.peek(); next; next = this.events.peek()) {
      if (next.then) return next;
      this.events.pop();
    }
    return undefined;
  }
}
