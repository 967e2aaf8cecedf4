import type { Clock, Lease } from '#lane';
import { MemoryLeases } from '#lane/lease/memory';
import { memorySpacing } from '../../apps/notifier/src/work/rates/memory-spacing.js';
import type { Spacing } from '../../apps/notifier/src/work/rates/spacing.js';
import { watchKeptLeases } from './kept-leases.js';
import { fromNode } from './node-turn.js';
import type { Reach } from './reach.js';

/** How long a client of Redis waits for an answer. */
const ANSWER_WITHIN_MS = 500;
/** So long after it forgot, or did not answer, nodes may not know what others did before. */
const KNOWS_AFTER_MS = 10_000;

/** The Redis of all nodes: lanes' leases, and the rates that notifiers share. */
export function createRedis(clock: Clock, takesMs: () => number, say: (what: string) => void) {
  const leases = new MemoryLeases(clock);
  const kept = watchKeptLeases(clock, leases.connect(), say);
  let spacing = memorySpacing(clock);
  let down = false;
  let hurtAt = -Infinity;

  /** As one node reaches it. */
  function as({ clock: node, reach }: { clock: Clock; reach: Reach }): { lease: Lease; spacing: Spacing } {
    const own = kept.of(leases.connect(node));
    const answer = async <T, U>(ask: () => Promise<T>, unanswered: () => U) => {
      if (!reach.isCut('Redis') && !down) return ask();
      hurtAt = clock.monotonic();
      await new Promise<void>((resolve) => void node.after(ANSWER_WITHIN_MS, resolve));
      return unanswered();
    };
    const heard = <T>(answered: Promise<T>) => fromNode(node, takesMs(), () => answered);
    const unreachable = () => {
      throw new Error('Redis does not answer');
    };
    return {
      lease: {
        take: (topic, lane) =>
          answer(
            () => own.take(topic, lane),
            () => 'unknown' as const,
          ),
        renew: (topic, lane) =>
          answer(
            () => own.renew(topic, lane),
            () => 'unknown' as const,
          ),
        release: (topic, lane) =>
          answer(
            () => own.release(topic, lane),
            () => undefined,
          ),
        close: () => own.close(),
      },
      spacing: {
        reserve: (spot) => heard(answer(() => spacing.reserve(spot), unreachable)),
        rest: (channel, chat, ms) => heard(answer(() => spacing.rest(channel, chat, ms), unreachable)),
        hold: (channel, chat, ms) => heard(answer(() => spacing.hold(channel, chat, ms), unreachable)),
      },
    };
  }

  return {
    as,
    /** It has known, and told everyone, all that nodes did lately. */
    isWhole: () => clock.monotonic() - hurtAt > KNOWS_AFTER_MS,
    /** FLUSHALL. */
    empty(): void {
      hurtAt = clock.monotonic();
      leases.empty();
      kept.emptied();
      spacing = memorySpacing(clock);
    },
    /** While it is down nobody gets an answer. */
    setDown(is: boolean): void {
      down = is;
      leases.down = is;
    },
  };
}
