import { setTimeout as wait } from 'node:timers/promises';
import type { Ground } from './ground/with-ground.js';

/** An endpoint that was down is probed once a minute; what failed alone waits up to some minutes more. */
const WITHIN_MS = 420_000;
/** Longer than a group takes to miss a node and its lanes to be taken: until then nobody sees what waits in the log. */
const QUIET_MS = 25_000;
const LOOK_MS = 1_000;

/** Waits until all run, nothing is left to do and nothing has happened for a while; how much is undone where that never is. */
export async function untilRest(ground: Ground, happened: () => Promise<number>, tell: (undone: number) => void) {
  const end = Date.now() + WITHIN_MS;
  let last = { count: -1, at: Date.now() };
  let undone = await ground.undone();
  while (Date.now() < end) {
    undone = await ground.undone();
    const count = await happened();
    const still = count === last.count && undone === 0 && (await ground.nodes.areReady());
    if (!still) last = { count, at: Date.now() };
    if (Date.now() - last.at > QUIET_MS) return 0;
    tell(undone);
    await wait(LOOK_MS);
  }
  return Math.max(1, undone);
}
