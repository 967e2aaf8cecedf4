/** As seldom as a configuration has it: ten thousand desks that are asked every five seconds cost a core, whoever writes. */
export const POLL_SECONDS = 300;

const EVERY_MS = POLL_SECONDS * 1_000;
/** All desks are asked when a cluster has started, and together from then on; so long it takes, with what they bring about. */
const TAKE_MS = 30_000;
/** Longer than any turn. */
const TURN_MS = 30_000;

/** How long a turn is put off, so that no polls fall into it, in a cluster that was ready so long ago (ms). */
export function untilClear(readyForMs: number): number {
  const phase = readyForMs % EVERY_MS;
  if (phase < TAKE_MS) return TAKE_MS - phase;
  return phase + TURN_MS > EVERY_MS ? EVERY_MS - phase + TAKE_MS : 0;
}
