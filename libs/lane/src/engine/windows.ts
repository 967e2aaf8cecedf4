import TinyQueue from 'tinyqueue';
import type { Clock } from '../clock.js';
import type { LaneNumber, Offset, Subscription } from '../log/log.js';
import type { StateWrite } from '../store/store.js';

/** Longer without a finished fetch, and the lane may have fallen behind without knowing. */
const SILENCE_MS = 1_000;
const ASK_AGAIN_MS = 250;

/**
 * The due times of a lane. They fire by the wall only while the lane is caught up: since it was taken, and since any gap of
 * over a second without a finished fetch, its offset has reached an end offset asked for after that. Until then a
 * record still on its way may be older than the window it belongs to.
 */
export function createWindows(deps: {
  lane: LaneNumber;
  clock: Clock;
  subscription: Pick<Subscription, 'ends'>;
  /** Fires every due state, oldest first; resolves when that is committed. */
  fire: (keys: readonly string[]) => Promise<void>;
  /** Not while the lane has too much to publish. */
  mayFire: () => boolean;
  /** The lane's offset now. */
  offset: () => Offset;
}) {
  const { clock } = deps;
  const dueAt = new Map<string, number>();
  const heap = new TinyQueue<{ key: string; at: number }>([], (a, b) => a.at - b.at);
  let target: Offset | undefined;
  let caughtUp = false;
  let asking = false;
  let gaps = 0;
  let fetchedAt = clock.monotonic();
  let firing = false;
  let cancel: (() => void) | undefined;
  let over = false;

  function set(key: string, at: number | undefined): void {
    if (at === undefined) {
      dueAt.delete(key);
      return;
    }
    if (dueAt.get(key) === at) return;
    dueAt.set(key, at);
    heap.push({ key, at });
  }

  /** The earliest live entry; entries that were moved or taken away are dropped on the way. */
  function earliest(): { key: string; at: number } | undefined {
    for (let top = heap.peek(); top; top = heap.peek()) {
      if (dueAt.get(top.key) === top.at) return top;
      heap.pop();
    }
    return undefined;
  }

  function arm(inMs?: number): void {
    cancel?.();
    cancel = undefined;
    const next = earliest();
    if (over || firing || !next) return;
    cancel = clock.after(inMs ?? Math.max(0, next.at - clock.now()), () => void tick());
  }

  async function tick(): Promise<void> {
    if (over || firing) return;
    const next = earliest();
    if (!next || next.at > clock.now()) return arm();
    if (!isCaughtUp()) {
      ask();
      return arm(ASK_AGAIN_MS);
    }
    if (!deps.mayFire()) return arm(ASK_AGAIN_MS);
    firing = true;
    try {
      await deps.fire(takeDue(clock.now()));
    } finally {
      firing = false;
      arm();
    }
  }

  function takeDue(now: number): string[] {
    const keys: string[] = [];
    for (let next = earliest(); next && next.at <= now && keys.length < 1_000; next = earliest()) {
      heap.pop();
      dueAt.delete(next.key);
      keys.push(next.key);
    }
    return keys;
  }

  function isCaughtUp(): boolean {
    noticeGap();
    if (!caughtUp && target !== undefined && deps.offset() >= target) caughtUp = true;
    return caughtUp;
  }

  /** A gap makes everything known about the end of the log too old, answers still on their way included. */
  function noticeGap(): void {
    if (clock.monotonic() - fetchedAt <= SILENCE_MS) return;
    gaps += 1;
    caughtUp = false;
    target = undefined;
  }

  function ask(): void {
    if (asking || target !== undefined) return;
    asking = true;
    const before = gaps;
    deps.subscription
      .ends([deps.lane])
      .then((ends) => {
        if (before === gaps) target = ends.get(deps.lane)?.end;
      })
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  }

  return {
    /** Takes over the due times a committed change has set. */
    follow(states: readonly StateWrite[]): void {
      for (const write of states) set(write.key, write.state === null ? undefined : write.dueAt);
      arm();
    },
    fetched(): void {
      noticeGap();
      fetchedAt = clock.monotonic();
    },
    size: () => dueAt.size,
    end(): void {
      over = true;
      cancel?.();
    },
  };
}

export type Windows = ReturnType<typeof createWindows>;
