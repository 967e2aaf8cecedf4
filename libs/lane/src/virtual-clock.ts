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

/** `then` is taken away from one that has come, or is not to come any more. */
type Event = { then: (() => void) | undefined };

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
    const then = events.take(until);
    if (!then) return false;
    elapsed = events.takenAt;
    then();
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

  return {
    now: () => world.now(),
    monotonic: () => world.monotonic(),
    after(ms, then) {
      let wanted: (() => void) | undefined = then;
      const come = () => {
        if (state === 'running') wanted?.();
        else if (state === 'frozen') overdue.push(come);
      };
      const cancel = world.after(ms, come);
      return () => {
        wanted = undefined;
        cancel();
      };
    },
    freeze: () => void (state = state === 'dead' ? 'dead' : 'frozen'),
    thaw() {
      if (state !== 'frozen') return;
      state = 'running';
      const due = overdue;
      overdue = [];
      for (const come of due) world.after(0, come);
    },
    kill() {
      state = 'dead';
      overdue = [];
    },
  };
}

/** Events by time, and by the order they were added at the same ms, which many share. What is cancelled stays until its time comes. */
class EventQueue {
  private readonly byTime = new Map<number, Event[]>();
  /** Each once. */
  private readonly times = new TinyQueue<number>();
  /** Of the earliest ms so many have come, or were cancelled. */
  private come = 0;
  private left = 0;
  /** When the event was due that was taken last. */
  takenAt = 0;

  /** Returns what takes the event out again. */
  add(at: number, then: () => void): () => void {
    const event: Event = { then };
    const same = this.byTime.get(at);
    if (same) same.push(event);
    else {
      this.byTime.set(at, [event]);
      this.times.push(at);
    }
    this.left += 1;
    return () => void this.takeOut(event);
  }

  /** The next event due by `until`, taken out. */
  take(until: number): (() => void) | undefined {
    for (let at = this.times.peek(); at !== undefined && at <= until; at = this.times.peek()) {
      const then = this.nextAt(at);
      if (then) {
        this.takenAt = at;
        return then;
      }
      this.byTime.delete(at);
      this.times.pop();
      this.come = 0;
    }
    return undefined;
  }

  empty(): boolean {
    return this.left === 0;
  }

  private nextAt(at: number): (() => void) | undefined {
    const events = this.byTime.get(at) ?? [];
    for (let event = events[this.come]; event; event = events[this.come]) {
      this.come += 1;
      const then = this.takeOut(event);
      if (then) return then;
    }
    return undefined;
  }

  private takeOut(event: Event): (() => void) | undefined {
    const { then } = event;
    if (then) this.left -= 1;
    event.then = undefined;
    return then;
  }
}
