import type { Clock } from '#lane';

type Timer = { at: number; order: number; then: () => void };

/** A clock that stands still until it is turned: timers run in the order of their times, and ties in the order they were set. */
export interface TurnedClock extends Clock {
  /** Turns on by `ms`, running what falls due; between two timers everything that can happen at once, happens. */
  turn(ms: number): Promise<void>;
  /** How many timers wait. */
  waiting(): number;
}

/** Real I/O (a webhook on a local port) needs turns of the event loop, not time: this lets them pass. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
};

export function turnedClock(start = Date.UTC(2026, 0, 5, 9)): TurnedClock {
  let now = start;
  let order = 0;
  const timers = new Set<Timer>();
  const nextDue = (until: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.at > until) continue;
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  };
  return {
    now: () => now,
    monotonic: () => now - start,
    after(ms, then) {
      const timer = { at: now + Math.max(0, ms), order: order++, then };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async turn(ms) {
      const until = now + ms;
      await settle();
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.then();
        await settle();
      }
      now = until;
    },
    waiting: () => timers.size,
  };
}
