import TinyQueue from 'tinyqueue';
import type { Clock } from '../clock.js';
import type { Work } from '../store/store.js';

/** Look-ups and proofs end at their time, also those that wait behind an endpoint that is down. */
export function createExpiry({ clock, expire }: { clock: Clock; expire: (work: Work) => void }) {
  const queue = new TinyQueue<{ work: Work; at: number }>([], (a, b) => a.at - b.at);
  let cancel: () => void = () => undefined;
  let over = false;

  function arm(): void {
    cancel();
    const next = queue.peek();
    if (next && !over) cancel = clock.after(next.at - clock.now(), tick);
  }

  function tick(): void {
    const now = clock.now();
    for (let next = queue.peek(); next && next.at <= now; next = queue.peek()) {
      queue.pop();
      expire(next.work);
    }
    arm();
  }

  return {
    watch(work: Work): void {
      if (work.expiresAt === undefined) return;
      queue.push({ work, at: work.expiresAt });
      arm();
    },
    end(): void {
      over = true;
      cancel();
    },
  };
}

export const hasExpired = ({ expiresAt }: Pick<Work, 'expiresAt'>, now: number) =>
  expiresAt !== undefined && expiresAt <= now;

/** `forMs`: how long it lasts, infinite where this process saw nothing before it; `knownMs`: how long this process knows the endpoint (ms). */
type Outage = { forMs: number; knownMs: number };

/** An outage before may be over, of which a process that has just begun knows nothing: such a part of the time it watches for itself. */
const WATCHED = 0.01;

/** Whether its person, who was told, has waited for longer than `ms` in this outage. */
export const hasWaitedFor = (
  ms: number,
  { toldAt }: Pick<Work, 'toldAt'>,
  now: number,
  { forMs, knownMs }: Outage,
): boolean =>
  toldAt !== undefined && Math.min(now - toldAt, forMs) > ms && (forMs < Infinity || knownMs >= ms * WATCHED);
