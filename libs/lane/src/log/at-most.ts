import type { Clock } from '../clock.js';

/** Waits for `work`, but no longer than `ms`; the work itself goes on. Rejects only if the work does in time. */
export async function atMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  let cancel = () => {};
  const enough = new Promise<void>((resolve) => (cancel = clock.after(ms, resolve)));
  try {
    await Promise.race([work, enough]);
  } finally {
    cancel();
  }
}
