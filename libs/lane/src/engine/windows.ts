import type { Clock } from '../clock.js';
import type { LaneNumber, Offset, Subscription } from '../log/log.js';
import type { StateWrite } from '../store/store.js';
import { createDueTimes } from './due-times.js';

/** Longer without a finished fetch, and the lane may have fallen behind without knowing. */
const SILENCE_MS = 1_000;
const ASK_AGAIN_MS = 250;
/** So many due times are read at once. */
const MOST_READ = 20_000;
/** So many windows end in one transaction. */
const MOST_FIRED = 1_000;

/**
 * The windows of a lane. They fire by the wall only while the lane is caught up: since it was taken, and since any gap of
 * over a second without a finished fetch, its offset has reached an end offset asked for after that. Until then a
 * record still on its way may be older than the window it belongs to.
 */
export function createWindows(deps: {
  lane: LaneNumber;
  clock: Clock;
  subscription: Pick<Subscription, 'ends'>;
  /** Reads what is due after a time, the earliest so many, and hands it over before anything else is committed. */
  read: (after: number, most: number, found: ReturnType<typeof createDueTimes>['read']) => Promise<void>;
  /** Fires every due state, oldest first; resolves when that is committed. */
  fire: (keys: readonly string[]) => Promise<void>;
  /** Not while the lane has too much to publish. */
  mayFire: () => boolean;
  /** The lane's offset now. */
  offset: () => Offset;
}) {
  const { clock } = deps;
  const times = createDueTimes(MOST_READ);
  let reading = false;
  let target: Offset | undefined;
  let caughtUp = false;
  let asking = false;
  let gaps = 0;
  let fetchedAt = clock.monotonic();
  let firing = false;
  let cancel: (() => void) | undefined;
  let over = false;

  function arm(inMs?: number): void {
    cancel?.();
    cancel = undefined;
    if (over) return;
    readMore();
    const next = times.earliest();
    if (firing || !next) return;
    cancel = clock.after(inMs ?? Math.max(0, next.at - clock.now()), () => void tick());
  }

  async function tick(): Promise<void> {
    if (over || firing) return;
    const next = times.earliest();
    if (!next || next.at > clock.now()) return arm();
    if (!isCaughtUp()) {
      ask();
      return arm(ASK_AGAIN_MS);
    }
    if (!deps.mayFire()) return arm(ASK_AGAIN_MS);
    firing = true;
    try {
      await deps.fire(times.take(clock.now(), MOST_FIRED));
    } finally {
      firing = false;
      arm();
    }
  }

  function readMore(): void {
    const after = times.missing();
    if (after === undefined || reading) return;
    reading = true;
    void deps.read(after, MOST_READ, times.read).finally(() => {
      reading = false;
      arm();
    });
  }

  function isCaughtUp(): boolean {
    noticeGap(clock.monotonic());
    if (!caughtUp && target !== undefined && deps.offset() >= target) caughtUp = true;
    return caughtUp;
  }

  /** A gap makes everything known about the end of the log too old, answers still on their way included. */
  function noticeGap(now: number): void {
    if (now - fetchedAt <= SILENCE_MS) return;
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
    /** Once the lane is recovered. */
    begin: () => arm(),
    /** Takes over the due times a committed change has set. */
    follow(states: readonly StateWrite[]): void {
      times.follow(states);
      arm();
    },
    fetched(): void {
      const now = clock.monotonic();
      noticeGap(now);
      fetchedAt = now;
    },
    /** Those that are known. */
    known: times.size,
    end(): void {
      over = true;
      cancel?.();
    },
  };
}

export type Windows = ReturnType<typeof createWindows>;
