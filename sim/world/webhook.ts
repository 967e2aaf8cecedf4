import type { RawUpdate } from '#messengers/memory';
import type { Outside } from './outside.js';
import type { World } from './world.js';

/** Of a hundred updates so many get lost on their way, and as many of the answers to them. */
const LOST = 10;
const HOP_MS = 5;
/** So long an answer is waited for. */
const PATIENCE_MS = 60_000;
const FIRST_AGAIN_MS = 2_000;
const LAST_AGAIN_MS = 60_000;
const FOREVER_MS = 1e12;

/**
 * The messenger brings what people did to whichever gateway is there: one after the other within a chat, each again until it
 * hears that it was taken, and no sooner than it was told to come back.
 */
export async function bringUpdates(world: World, { desk, messenger }: Outside): Promise<void> {
  const { clock, random, nodes, trace } = world;
  const busy = new Set<string>();
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));

  /** Nothing, where it was taken; else how long to wait at least (ms). */
  async function bringOnce(update: RawUpdate): Promise<number | undefined> {
    await sleep(HOP_MS);
    if (nodes.length === 0 || random.percent(LOST)) return 0;
    const answer = random.pick(nodes).gateway.take(desk, update);
    const lost = random.percent(LOST);
    const refusedFor = await Promise.race([answer, sleep(PATIENCE_MS).then(() => 0)]);
    await sleep(HOP_MS);
    return lost ? 0 : refusedFor;
  }

  async function bring(update: RawUpdate): Promise<void> {
    for (let again = 0; ; again = Math.min(LAST_AGAIN_MS, Math.max(FIRST_AGAIN_MS, again * 2))) {
      const refusedFor = await bringOnce(update);
      if (refusedFor === undefined) break;
      trace.note(`update ${update.id} of ${desk} comes again`);
      await sleep(Math.max(again, refusedFor));
    }
    messenger.pending.splice(messenger.pending.indexOf(update), 1);
    busy.delete(update.chat);
    messenger.changed();
  }

  for (;;) {
    const update = await messenger.wait(() => messenger.pending.find(({ chat }) => !busy.has(chat)), FOREVER_MS);
    if (!update) return;
    busy.add(update.chat);
    void bring(update);
  }
}
