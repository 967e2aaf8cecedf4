import { LRUCache } from 'lru-cache';
import type { ChatKey, Delivery } from '#contracts';

const MOST = 50_000;

/**
 * The newest version of each slot taken in here. What is older need not be shown first. Forgetting costs an edit more,
 * and nothing else: which version stands in the chat is a row.
 */
export function newestVersions() {
  const versions = new LRUCache<string, number>({ maxSize: MOST, sizeCalculation: () => 1 });
  const keyOf = (chat: ChatKey, slot: string) => `${chat} ${slot}`;

  return {
    note({ chat, what }: Delivery): void {
      if (what.kind !== 'slot') return;
      const key = keyOf(chat, what.slot);
      versions.set(key, Math.max(versions.get(key) ?? 0, what.version));
    },
    /** Whether a later version of it waits already. */
    passed: (chat: ChatKey, { slot, version }: { slot: string; version: number }) =>
      (versions.get(keyOf(chat, slot)) ?? 0) > version,
  };
}

export type NewestVersions = ReturnType<typeof newestVersions>;
