import type { Clock, Work } from '#lane';
import type { Capabilities } from '#ports/messenger';
import type { Spacing, Spot } from './spacing.js';

/** A time given away is good for so long; who comes later might come together with others, and asks anew. */
const GOOD_FOR_MS = 250;

export type Rated = { channel: string; chat: string; group: boolean; rates: Capabilities['rates'] | undefined };

/** Messengers' rates, over all sendings of all notifiers. */
export type Rates = {
  /**
   * How long a sending must wait (ms); 0: it may go, and was counted. Without `rates` it counts for nothing, and waits only
   * where the messenger said so.
   */
  wait(work: Work, sending: Rated): Promise<number>;
  /** The messenger named a time to come back. Never undercut, by this notifier or another. */
  hold(channel: string, chat: string | undefined, ms: number): Promise<void>;
};

/**
 * `shared` is asked first; while it does not answer, each notifier keeps to the rates on its own. A waiting sending sleeps
 * until a time that is its own, so that many who wait do not ask again and again.
 */
export function createRates(deps: {
  clock: Clock;
  random: () => number;
  own: Spacing;
  shared?: Spacing | undefined;
}): Rates {
  const { clock, own, shared } = deps;
  const reserved = new WeakMap<Work, number>();

  const ask = (spot: Spot) => (shared ? shared.reserve(spot).catch(() => own.reserve(spot)) : own.reserve(spot));

  async function redeem(work: Work, spot: Spot): Promise<number | undefined> {
    const at = reserved.get(work);
    if (at === undefined) return undefined;
    const late = clock.monotonic() - at;
    if (late < 0) return -late;
    reserved.delete(work);
    if (late > GOOD_FOR_MS) return undefined;
    const held = await ask({ ...spot, apart: undefined });
    return held.waitMs;
  }

  return {
    async wait(work, sending) {
      const spot = spotOf(sending);
      const known = await redeem(work, spot);
      if (known !== undefined) return known;
      const { kind, waitMs } = await ask(spot);
      if (kind === 'crowded') return Math.ceil(waitMs * (1 + deps.random()));
      if (kind === 'granted' && waitMs > 0) reserved.set(work, clock.monotonic() + waitMs);
      return waitMs;
    },
    async hold(channel, chat, ms) {
      await Promise.all([own.hold(channel, chat, ms), shared?.hold(channel, chat, ms).catch(() => undefined)]);
    },
  };
}

function spotOf({ channel, chat, group, rates }: Rated): Spot {
  if (!rates) return { channel, chat, apart: undefined };
  const chatMs = Math.ceil(group ? 60_000 / rates.groupPerMinute : 1_000 / rates.chatPerSecond);
  return { channel, chat, apart: { chatMs, channelMs: Math.ceil(1_000 / rates.channelPerSecond) } };
}
