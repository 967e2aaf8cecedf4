import { setTimeout as rest } from 'node:timers/promises';
import type { Eraser, LogEnds } from '#correlation';

const LOOK_EVERY_MS = 200;
/** A record on its way comes round as update, command, outcome and delivery; somebody who goes on writing comes for ever. */
const MOST_TURNS = 20;

/**
 * Erases until nothing of them comes any more out of the log: each turn waits until the lanes have taken in what the log held.
 * Resolves with how many rows were erased, and with the topics that were not taken in within `patienceMs`.
 */
export async function untilNothingComes(
  eraser: Eraser,
  ends: () => Promise<LogEnds>,
  patienceMs: number,
): Promise<{ erased: number; untaken: readonly string[] }> {
  let erased = await eraser.erase();
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const untaken = await takenIn(eraser, await ends(), patienceMs);
    const came = await eraser.erase();
    erased += came;
    if (untaken.length > 0 || came === 0) return { erased, untaken };
  }
  return { erased, untaken: [] };
}

async function takenIn(eraser: Eraser, ends: LogEnds, patienceMs: number): Promise<readonly string[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const behind = await eraser.behind(ends);
    if (behind.length === 0 || performance.now() > until) return behind;
    await rest(LOOK_EVERY_MS);
  }
}
