import type { Clock } from '../clock.js';
import type { Work } from '../store/store.js';

/**
 * Tells work that fails for itself from work whose endpoint is down: it takes that for down once more, though it has answered others
 * since, and is up. What did well in between begins anew.
 */
export function createFailsAlone({
  clock,
  standing,
  silentMs,
}: {
  clock: Clock;
  standing: (endpoint: string) => 'up' | 'down' | 'paused';
  /** How long the endpoint has answered nobody. */
  silentMs: (endpoint: string) => number;
}) {
  /** When it took its endpoint for down last (monotonic ms), and whether it was alone in that. */
  const tookForDown = new WeakMap<Work, { at: number; alone: boolean }>();
  return {
    /** It takes its endpoint for down. True if it is alone in that. */
    takesForDown(work: Work): boolean {
      const now = clock.monotonic();
      const before = tookForDown.get(work);
      const alone = before !== undefined && (before.alone || silentMs(work.endpoint) < now - before.at);
      tookForDown.set(work, { at: now, alone });
      return alone && standing(work.endpoint) !== 'down';
    },
    /** It came to something else. */
    forget: (work: Work) => void tookForDown.delete(work),
  };
}
