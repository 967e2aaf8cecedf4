import type { NodeClock, VirtualClock } from '#lane/rehearsal';

/** So far a node's wall clock may be from the world's. */
export const FARTHEST_MS = 60_000;

/** A node's clock. Its wall clock is its own: so many ms ahead of the world's, or behind. */
export type OwnClock = NodeClock & { jump(ms: number): void };

export function ownClock(world: VirtualClock, aheadMs: number): OwnClock {
  const clock = world.node();
  let ahead = aheadMs;
  return {
    ...clock,
    now: () => clock.now() + ahead,
    jump: (ms) => void (ahead = Math.max(-FARTHEST_MS, Math.min(FARTHEST_MS, ahead + ms))),
  };
}
