import { LRUCache } from 'lru-cache';
import type { Clock } from '#lane';
import type { Desk } from '#plugins';
import type { As, Directories as Listed } from '#ports/tracker';
import { forRead } from './deadlines.js';

const FRESH_MS = 60_000;
const MOST = 5_000;

/** What new issues may be made of, kept for a minute; many who ask at once share one question to the tracker. */
export function createDirectories(clock: Clock) {
  const cache = new LRUCache<string, Listed, { desk: Desk; as: As; project: string | undefined }>({
    max: MOST,
    ttl: FRESH_MS,
    fetchMethod: (_key, _stale, { signal, context: { desk, as, project } }) =>
      forRead(clock, signal, (own) => desk.tracker.directories({ as, signal: own }, project)),
  });

  return {
    empty: () => cache.clear(),
    async read(desk: Desk, as: As, project: string | undefined): Promise<Listed> {
      const key = JSON.stringify([desk.id, as.kind === 'account' ? as.account : '', project ?? '']);
      return cache.forceFetch(key, { context: { desk, as, project } });
    },
  };
}

export type Directories = ReturnType<typeof createDirectories>;
