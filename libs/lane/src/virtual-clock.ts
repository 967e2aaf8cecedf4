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

/** `then` is taken away from one that has come, or is not to come any more. `of`: the process it is an event of. */
type Event = { then: (() => void) | undefined; of: Process | undefined };

/** What came due while it was stopped waits. */
type Process = { state: 'running' | 'frozen' | 'dead'; overdue: Event[] };

/** So many events run in one turn of the event loop, whose turning costs more than most events do. */
const EVENTS_IN_A_TURN = 64;

/**
 * Runs all that is to run once promises are settled, however deep their chains are. Node does the same after each callback of its
 * own, by this function, which no documentation names; to have an immediate for each event costs six times as much.
 */
const settlePromises: () => void = Reflect.get(process, '_tickCallback');

/** Calls `step` until it says that there is nothing more to do, with all promises settled before each call. */
function whileItGoesOn(step: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const turn = () => {
      try {
        for (let i = 0; i < EVENTS_IN_A_TURN; i += 1) {
          if (!step()) return resolve();
          settlePromises();
        }
        setImmediate(turn);
      } catch (error) {
        reject(error);
      }
    };
    setImmediate(turn);
  });
}

/** `start` is the wall clock's first reading, ms since 1970; the monotonic clock starts at 0. */
export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  const events = new EventQueue();
  let elapsed = 0;
  let wallAhead = start;

  /** False where nothing is due by then. */
  function fireNext(until: number): boolean {
    const event = events.take(until);
    if (!event) return false;
    elapsed = events.takenAt;
    const { then, of } = event;
    if (of?.state === 'frozen') of.overdue.push(event);
    else {
      event.then = undefined;
      if (of?.state !== 'dead') then?.();
    }
    return true;
  }
  const clockOf = (of?: Process): Clock => ({
    now: () => wallAhead + elapsed,
    monotonic: () => elapsed,
    after(ms, then) {
      const event: Event = { then, of };
      events.add(elapsed + Math.ceil(Math.max(0, ms)), event);
      return () => void (event.then = undefined);
    },
  });
  return {
    ...clockOf(),
    node() {
      const process: Process = { state: 'running', overdue: [] };
      return nodeClock(clockOf(process), process, (event) => events.add(elapsed, event));
    },
    jump: (ms) => void (wallAhead += ms),
    async advance(ms) {
      const until = elapsed + ms;
      await whileItGoesOn(() => fireNext(until));
      elapsed = Math.max(elapsed, until);
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

function nodeClock(clock: Clock, process: Process, add: (event: Event) => void): NodeClock {
  return {
    ...clock,
    freeze: () => void (process.state = process.state === 'dead' ? 'dead' : 'frozen'),
    thaw() {
      if (process.state !== 'frozen') return;
      process.state = 'running';
      for (const event of process.overdue.splice(0)) add(event);
    },
    kill() {
      process.state = 'dead';
      process.overdue = [];
    },
  };
}

/** So many ms lie together. */
const TOGETHER_MS = 1_024;

/** Events by time, and by the order they were added at the same ms, which many share. What is cancelled stays until its time comes. */
class EventQueue {
  /** By the time of their first ms, in `TOGETHER_MS`: what is due at each of these. */
  private readonly stretches = new Map<number, Event[][]>();
  /** When the event was due that was taken last, */
  takenAt = 0;
  /** and how many of that ms have come, or were cancelled. */
  private come = 0;

  add(at: number, event: Event): void {
    const ms = Math.ceil(at);
    const nth = Math.floor(ms / TOGETHER_MS);
    const stretch = this.stretches.get(nth);
    if (!stretch) return void this.stretches.set(nth, startingWith(ms % TOGETHER_MS, event));
    const same = stretch[ms % TOGETHER_MS];
    if (same) same.push(event);
    else stretch[ms % TOGETHER_MS] = [event];
  }

  /** The next event due by `until`, taken out. */
  take(until: number): Event | undefined {
    for (let at = this.takenAt; at <= until && this.stretches.size > 0;) {
      const nth = Math.floor(at / TOGETHER_MS);
      const end = (nth + 1) * TOGETHER_MS;
      const stretch = this.stretches.get(nth);
      for (; stretch && at < end && at <= until; at += 1) {
        const event = this.nextAt(at, stretch[at % TOGETHER_MS]);
        if (event) return event;
      }
      if (at <= until) {
        this.stretches.delete(nth);
        this.come = 0;
      }
      at = end;
    }
    return undefined;
  }

  /** Nothing that was not cancelled is left. */
  empty(): boolean {
    const isCancelled = ({ then }: Event) => !then;
    return this.stretches.values().every((stretch) => stretch.every((events) => events.every(isCancelled)));
  }

  private nextAt(at: number, events: readonly Event[] | undefined): Event | undefined {
    if (!events) return undefined;
    for (let i = at === this.takenAt ? this.come : 0; i < events.length; i += 1) {
      const event = events[i];
      if (!event?.then) continue;
      this.takenAt = at;
      this.come = i + 1;
      return event;
    }
    return undefined;
  }
}

function startingWith(place: number, event: Event): Event[][] {
  const stretch: Event[][] = Array(TOGETHER_MS);
  stretch[place] = [event];
  return stretch;
}
