import type { Clock } from '#lane';
import { createLine } from './line.js';

export const FAR_ENDS = ['the log', 'the database', 'Redis'] as const;
export type FarEnd = (typeof FAR_ENDS)[number];

/** What one node has connections to: it may be cut off from each while others are not. */
export function createReach(clock: Clock) {
  const toLog = createLine(clock);
  const cut = new Set<FarEnd>();
  return {
    toLog: toLog.clock,
    isCut: (from: FarEnd) => cut.has(from),
    cut(from: FarEnd): void {
      cut.add(from);
      if (from === 'the log') toLog.cut();
    },
    mend(from: FarEnd): void {
      cut.delete(from);
      if (from === 'the log') toLog.mend();
    },
  };
}

export type Reach = ReturnType<typeof createReach>;
