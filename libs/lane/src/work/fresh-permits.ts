import type { Clock } from '../clock.js';
import { SEND_WITHIN_MS } from '../log/send-by.js';
import type { EndpointUser, Permit } from './endpoints.js';

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
  const counts = new Map<EndpointUser, number>();
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
      end(permit);
    }
    arm();
    room();
  }

  function end(permit: Permit): void {
    if (!since.delete(permit)) return;
    const left = (counts.get(permit.user) ?? 0) - 1;
    if (left > 0) counts.set(permit.user, left);
    else counts.delete(permit.user);
  }

  return {
    full: () => since.size >= MOST,
    begin(permit: Permit): void {
      since.set(permit, clock.monotonic());
      counts.set(permit.user, (counts.get(permit.user) ?? 0) + 1);
      if (!cancel) arm();
    },
    end,
    /** How many of them are this lane's. */
    of: (user: EndpointUser) => counts.get(user) ?? 0,
    stop: () => cancel?.(),
  };
}
