import { setTimeout as wait } from 'node:timers/promises';
import type { ChannelOwnership } from '#correlation';

export const KEEP_MS = 2_000;
/** Ownership not renewed for so long is not relied on: another gateway takes over after 6 s. */
const UNSURE_MS = 5_000;

/** Takes and keeps these channels, all by one statement, so that a gateway of many desks asks no more than one of few. */
export function holdChannels(names: readonly string[], channels: ChannelOwnership) {
  const over = new AbortController();
  const ownedAt = new Map<string, number>();

  async function keep(): Promise<void> {
    while (!over.signal.aborted) {
      const asked = performance.now();
      const ours = await channels.keep(names).catch(() => undefined);
      for (const name of ours ? names : []) {
        if (ours?.has(name)) ownedAt.set(name, asked);
        else ownedAt.delete(name);
      }
      await wait(KEEP_MS, undefined, { signal: over.signal }).catch(() => undefined);
    }
    await channels.letGo(names).catch(() => undefined);
  }

  const ended = keep();
  return {
    isOurs(name: string): boolean {
      const at = ownedAt.get(name);
      return at !== undefined && performance.now() - at < UNSURE_MS;
    },
    /** Lets them go; to be called when none of them is received any more. */
    async close(): Promise<void> {
      over.abort();
      await ended;
    },
  };
}
