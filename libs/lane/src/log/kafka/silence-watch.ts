import type { Clock } from '../../clock.js';

/** Longer than a consumer tries again: it is no trouble of the brokers any more. */
export const SILENCE_MS = 120_000;
const LOOK_MS = 5_000;

/**
 * Says once that the group has not been heard for two minutes. A consumer may stop asking for good, without a crash, in ways
 * that nobody knows of yet: then only a new process helps. Counted is the time in which this process ran,
 * so that one which was stopped for longer has its chance to be heard again.
 */
export function watchSilence(clock: Clock, heardAt: () => number, silent: () => void): { end(): void } {
  let last = heardAt();
  let looks = 0;
  let cancel = clock.after(LOOK_MS, look);

  function look(): void {
    const heard = heardAt();
    looks = heard === last ? looks + 1 : 0;
    last = heard;
    if (looks * LOOK_MS >= SILENCE_MS) return silent();
    cancel = clock.after(LOOK_MS, look);
  }

  return { end: () => cancel() };
}
