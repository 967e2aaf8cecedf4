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

/** A clock that stands still until it is turned. The same calls always give the same run. */
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

type Event = { at: number; then: () => void };

/** A turn of the event loop empties the microtask queue, however deep the chains of promises are. */
const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** `start` is the wall clock's first reading, ms since 1970; the monotonic clock starts at 0. */
export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  const events = new EventQueue();
  let elapsed = 0;
  let wallAhead = start;

  const step = async (event: Event) => {
    elapsed = event.at;
    event.then();
    await settle();
  };
  const clock: Clock = {
    now: () => wallAhead + elapsed,
    monotonic: () => elapsed,
    after: (ms, then) => events.add({ at: elapsed + Math.max(0, ms), then }),
  };
  return {
    ...clock,
    node: () => nodeClock(clock),
    jump: (ms) => void (wallAhead += ms),
    async advance(ms) {
      const until = elapsed + ms;
      await settle();
      for (let next = events.take(until); next; next = events.take(until)) await step(next);
      elapsed = until;
    },
    async run(done = () => false, limitMs = 3_600_000) {
      const until = elapsed + limitMs;
      await settle();
      while (!done()) {
        const next = events.take(until);
        if (next) await step(next);
        else if (events.empty()) return;
        else throw new Error(`still not done after ${limitMs} ms of virtual time`);
      }
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

/** Events by time, and by the order they were added at the same time. */
class EventQueue {
  private readonly events: Event[] = [];

  /** Returns what takes the event out again. */
  add(event: Event): () => void {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.events[middle]?.at ?? Infinity) <= event.at) low = middle + 1;
      else high = middle;
    }
    this.events.splice(low, 0, event);
    return () => {
      const index = this.events.indexOf(event);
      if (index >= 0) this.events.splice(index, 1);
    };
  }

  /** The next event due by `until`, taken out. */
  take(until: number): Event | undefined {
    const next = this.events[0];
    return next && next.at <= until ? this.events.shift() : undefined;
  }

  empty(): boolean {
    return this.events.length === 0;
  }
}
