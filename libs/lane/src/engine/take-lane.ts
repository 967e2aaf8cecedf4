import type { TopicName } from '#contracts';
import { errorFacts } from '#telemetry';
import type { LaneNumber, Subscription } from '../log/log.js';
import { openLane, type OwnedLane, type Shared } from './owned-lane.js';

/** A lane another node still holds is asked for again so often. */
const TAKE_AGAIN_MS = 500;
/** A node the group has not heard from for so long neither takes lanes nor renews them. */
export const GROUP_SILENCE_MS = 5_000;

/**
 * Asks for a lane until it is ours and recovered. `cancel` resolves when nothing of it is left: a lane that was just being
 * taken is given back.
 */
export function takeLane<T extends TopicName, R, S, C>(
  options: Shared<T, R, S, C>,
  lane: LaneNumber,
  subscription: Subscription,
  events: {
    opened: (lane: OwnedLane) => void;
    lost: (nonce: string) => void;
    roomAgain: () => void;
    fault: (error: Error) => void;
  },
) {
  const { clock, lease, store, logger, service } = options;
  const { topic } = service;
  let cancelled = false;
  let cancelWait: (() => void) | undefined;
  let trying: Promise<void> | undefined;

  async function ask(): Promise<OwnedLane | undefined> {
    // The group may have given it to another since; a lease that was just lost with all others must not decide.
    if (clock.monotonic() - subscription.lastHeartbeat() > GROUP_SILENCE_MS) return undefined;
    const leased = lease ? await lease.take(topic, lane) : 'unknown';
    if (leased === 'refused') return undefined;
    const taken = await store.take(topic, lane, { holder: options.holder, leaseHeld: leased === 'held' });
    if (taken.kind === 'held') return undefined;
    const { own } = taken;
    return openLane(options, own, subscription, { ...events, lost: () => events.lost(own.nonce) });
  }

  async function attempt(): Promise<void> {
    const opened = await ask().catch((error) => {
      logger.warn({ topic, lane, ...errorFacts(error) }, 'A lane could not be taken yet.');
      return undefined;
    });
    if (cancelled) return opened?.abandon();
    if (opened && !opened.isOver()) return events.opened(opened);
    cancelWait = clock.after(TAKE_AGAIN_MS, start);
  }

  function start(): void {
    trying = attempt();
  }

  start();
  return {
    async cancel(): Promise<void> {
      cancelled = true;
      cancelWait?.();
      await trying;
      await lease?.release(topic, lane);
    },
  };
}
