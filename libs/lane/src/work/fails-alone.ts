import type { Clock } from '../clock.js';
import type { Work } from '../store/store.js';

/** How an endpoint does, as the work of all lanes of this process found it. */
export type Standing = {
  standing: (endpoint: string) => 'up' | 'down' | 'paused';
  /** How long it has answered nobody (ms). */
  silentMs: (endpoint: string) => number;
  /** How long nothing has taken effect there (ms). */
  fruitlessMs: (endpoint: string) => number;
  /** How long this process has known it (ms). */
  knownMs: (endpoint: string) => number;
};

/**
 * Tells work that fails for itself from work whose endpoint is down, or can be read while nothing can be written there: it fails
 * once more, though others have done well since. What did well in between begins anew.
 */
export function createFailsAlone({
  clock,
  standing,
  silentMs,
  fruitlessMs,
}: Omit<Standing, 'knownMs'> & { clock: Clock }) {
  /** When it took its endpoint for down last (monotonic ms), and whether it was alone in that. */
  const tookForDown = new WeakMap<Work, { at: number; alone: boolean }>();
  /** When it failed last (monotonic ms). */
  const failedAt = new WeakMap<Work, number>();
  return {
    /** It takes its endpoint for down. True if it is alone in that. */
    takesForDown(work: Work): boolean {
      const now = clock.monotonic();
      const before = tookForDown.get(work);
      const alone = before !== undefined && (before.alone || silentMs(work.endpoint) < now - before.at);
      tookForDown.set(work, { at: now, alone });
      return alone && standing(work.endpoint) !== 'down';
    },
    /** It has failed. True if something took effect at its endpoint since it did before. */
    fails(work: Work): boolean {
      const now = clock.monotonic();
      const before = failedAt.get(work);
      failedAt.set(work, now);
      return before !== undefined && fruitlessMs(work.endpoint) < now - before;
    },
    /** It came to something else. */
    forget: (work: Work) => void tookForDown.delete(work),
  };
}
