import { setTimeout as wait } from 'node:timers/promises';
import type { Ground } from './ground/with-ground.js';

/** An endpoint that was down is probed once a minute; what failed alone waits up to some minutes more. */
const WITHIN_MS = 420_000;
/** Longer than from one poll of the tracker to the next. */
const QUIET_MS = 12_000;
const LOOK_MS = 1_000;

/** Waits until nothing is left to do and nothing has happened for a while; the number of things undone where it never is. */
export async function untilRest(ground: Ground, happened: () => Promise<number>, tell: (undone: number) => void) {
  await ground.nodes.allReady();
  const end = Date.now() + WITHIN_MS;
  let last = { count: -1, at: Date.now() };
  let undone = await ground.undone();
  while (Date.now() < end) {
    undone = await ground.undone();
    const count = await happened();
    if (count !== last.count || undone > 0) last = { count, at: Date.now() };
    if (Date.now() - last.at > QUIET_MS) return 0;
    tell(undone);
    await wait(LOOK_MS);
  }
  return Math.max(1, undone);
}
