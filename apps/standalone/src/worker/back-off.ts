/** How often in a row the child ended early, and how long to wait before it is started again (ms). */
export type Ended = { early: number; waitMs?: number };

const EARLY_MS = 10_000;
const FIRST_MS = 500;
const LONGEST_MS = 8_000;

/** A child that had run for a while is started again at once; one that keeps ending is given more and more time. */
export function backOff({ early }: Ended, ranForMs: number): Required<Ended> {
  const now = ranForMs < EARLY_MS ? early + 1 : 1;
  return { early: now, waitMs: Math.min(FIRST_MS * 2 ** (now - 1), LONGEST_MS) };
}
