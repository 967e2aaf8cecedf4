import { type Clock, SEND_WITHIN_MS } from '#lane';
import { MessengerError } from '#ports/messenger';
import { TrackerError } from '#ports/tracker';

/** When a node was told to come back, by an outside system; `tooSoon`: it began something all the same, and sent it before. */
export function toldToWait(clock: Pick<Clock, 'monotonic'>, tooSoon: () => void) {
  let heardAt = -Infinity;
  let until = -Infinity;
  return {
    heard(error: unknown): void {
      if (!(error instanceof MessengerError || error instanceof TrackerError) || error.kind !== 'throttled') return;
      heardAt = clock.monotonic();
      until = Math.max(until, heardAt + (error.retryAfterMs ?? 0));
    },
    sends({ sendBy }: { sendBy: { monotonic: number } }): void {
      if (sendBy.monotonic - SEND_WITHIN_MS > heardAt && clock.monotonic() < until) tooSoon();
    },
  };
}
