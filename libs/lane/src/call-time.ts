import type { Clock } from './clock.js';

/** One for all: making it writes down the stack, and of most calls the time is over long after they were answered. */
const OUT_OF_TIME = new DOMException('This operation was aborted', 'AbortError');

/**
 * Makes a call with a signal of its own: aborted with `signal`, or once the call's time (ms) is over by this clock. Nothing of it
 * is left once the call is answered; what goes on after it must not go by this signal.
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const withIt = () => own.abort(signal.reason);
  if (signal.aborted) withIt();
  signal.addEventListener('abort', withIt, { once: true });
  const cancel = clock.after(ms, () => own.abort(OUT_OF_TIME));
  try {
    return await call(own.signal);
  } finally {
    cancel();
    signal.removeEventListener('abort', withIt);
  }
}
