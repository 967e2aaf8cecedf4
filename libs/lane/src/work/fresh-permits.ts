import type { Clock } from '../clock.js';
import { SEND_WITHIN_MS } from '../log/send-by.js';
import type { Permit } from './endpoints.js';

/**
 * A piece of work takes one node's event loop some milliseconds before its request is out. So many at once are out in a
 * fraction of the time they have for it, on a busy machine too; with many more, the last would always be late.
 */
const MOST = 128;

/**
 * What this node has begun and may still send: each permit counts from its beginning until its call ends, or has run for as
 * long as it may send. From then on it only waits for its endpoint, so that endpoints that hang take no room from others.
 */
export function createFreshPermits({ clock, room }: { clock: Clock; room: () => void }) {
  /** Since when (monotonic ms), oldest first. */
  const since = new Map<Permit, number>();
  let cancel: (() => void) | undefined;

  function arm(): void {
    const [oldest] = since.values();
    if (oldest !== undefined) cancel = clock.after(oldest + SEND_WITHIN_MS - clock.monotonic(), age);
  }

  function age(): void {
    cancel = undefined;
    const now = clock.monotonic();
    for (const [permit, at] of since) {
      if (now - at < SEND_WITHIN_MS) break;
      since.delete(permit);
    }
    arm();
    room();
  }

  return {
    full: () => since.size >= MOST,
    begin(permit: Permit): void {
      since.set(permit, clock.monotonic());
      if (!cancel) arm();
    },
    end: (permit: Permit) => void since.delete(permit),
    stop: () => cancel?.(),
  };
}
