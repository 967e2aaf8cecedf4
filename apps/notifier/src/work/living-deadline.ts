import type { Attempt, Clock } from '#lane';

const TICK_MS = 500;
/** As long as an attempt has: what a stopped process had begun is never sent after another has taken its lane. */
const SEND_WITHIN_MS = 2_000;

/**
 * The `sendBy` of a file, whose bytes take longer than words do: it moves on while this process is seen to live. Once the
 * process stood still, on either clock, for longer than an attempt has, it stays where it was, and nothing more is sent.
 */
export function livingDeadline(clock: Clock, { sendBy }: Pick<Attempt, 'sendBy'>) {
  const deadline = { ...sendBy };
  let cancel: () => void;

  function tick(): void {
    const now = { wall: clock.now(), monotonic: clock.monotonic() };
    if (now.wall > deadline.wall || now.monotonic > deadline.monotonic) return;
    deadline.wall = now.wall + SEND_WITHIN_MS;
    deadline.monotonic = now.monotonic + SEND_WITHIN_MS;
    cancel = clock.after(TICK_MS, tick);
  }

  cancel = clock.after(TICK_MS, tick);
  return { sendBy: deadline as Attempt['sendBy'], end: () => cancel() };
}
