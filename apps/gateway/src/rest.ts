import type { Clock } from '#lane';

/** Resolves after `ms`, or as soon as the signal aborts. */
export async function rest(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(ms, resolve);
  const aborted = () => resolve();
  signal.addEventListener('abort', aborted);
  await promise;
  cancel();
  signal.removeEventListener('abort', aborted);
}
