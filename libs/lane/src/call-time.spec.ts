import { expect, it } from '@jest/globals';
import { within } from './call-time.js';
import { virtualClock } from './virtual-clock.js';

/** A call that is answered, or never is; and the signal it was made with. */
function calls() {
  const signals: AbortSignal[] = [];
  return {
    signals,
    answered: async (signal: AbortSignal) => (signals.push(signal), 'here'),
    endless: (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signals.push(signal);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  };
}

it('a call that takes too long is aborted', async () => {
  const clock = virtualClock();
  const call = within(clock, 1_000, new AbortController().signal, calls().endless);
  await Promise.all([expect(call).rejects.toThrow('aborted'), clock.advance(1_000)]);
});

it('a call is aborted with its caller, for the same reason', async () => {
  const caller = new AbortController();
  const call = within(virtualClock(), 1_000, caller.signal, calls().endless);
  caller.abort(new Error('the lane is gone'));
  await expect(call).rejects.toThrow('the lane is gone');
});

it('a call of a caller who is gone already is aborted from the beginning', async () => {
  const { answered, signals } = calls();
  await within(virtualClock(), 1_000, AbortSignal.abort(new Error('the lane is gone')), answered);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

it('of a call that was answered nothing is left', async () => {
  const clock = virtualClock();
  const caller = new AbortController();
  const { answered, signals } = calls();
  expect(await within(clock, 1_000, caller.signal, answered)).toBe('here');
  await clock.advance(1_000);
  caller.abort();
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
});
