import { setTimeout as wait } from 'node:timers/promises';
import type { Nodes } from './ground/nodes.js';

/** An endpoint that was down is probed once a minute; what failed alone waits up to some minutes more. */
const WITHIN_MS = 420_000;
/** Longer than a group takes to miss a node and its lanes to be taken: until then nobody sees what waits in the log. */
const QUIET_MS = 25_000;
const LOOK_MS = 1_000;
const TELL_EVERY_MS = 10_000;

/** What must be still: nothing is open, nothing happens any more, and all nodes are ready. */
export type Moving = {
  /** How much is still to be done. */
  open(): Promise<number>;
  /** How much has happened so far. */
  happened(): Promise<number>;
  nodes: Pick<Nodes, 'areReady'>;
};

/** Waits until all has been still for a while; how much is undone where that never is. */
export async function untilRest({ open, happened, nodes }: Moving, tell: (undone: number) => void): Promise<number> {
  const end = Date.now() + WITHIN_MS;
  let last = { count: -1, at: Date.now() };
  let undone = await open();
  let told = 0;
  while (Date.now() < end) {
    undone = await open();
    const count = await happened();
    const still = count === last.count && undone === 0 && (await nodes.areReady());
    if (!still) last = { count, at: Date.now() };
    if (Date.now() - last.at > QUIET_MS) return 0;
    if (undone > 0 && Date.now() - told > TELL_EVERY_MS) {
      tell(undone);
      told = Date.now();
    }
    await wait(LOOK_MS);
  }
  return Math.max(1, undone);
}
