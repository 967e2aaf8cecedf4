import type { Apart, Place } from '../../domain/space-out.js';

/**
 * One sending, as its rates see it. `apart` absent: it has none, and only heeds what its messenger said; no `chatMs`: it has
 * its time in its chat already, and wants another in its channel.
 */
export type Spot = { channel: string; chat: string; apart: Apart | undefined };

/** Keeps sendings apart: for all notifiers together (Redis), or for this one alone (memory). */
export interface Spacing {
  /** Gives the sending a time of its own, or says when to ask again. Rejects where the store does not answer. */
  reserve(spot: Spot): Promise<Place>;
  /**
   * Gives no time in the chat away for so long (ms), which is no longer than its sendings are kept apart; one that was given
   * stands. Shortens no other rest. Rejects like `reserve`.
   */
  rest(channel: string, chat: string, ms: number): Promise<void>;
  /** The messenger wants nothing for so long (ms): in the chat, or, without one, in the whole channel. */
  hold(channel: string, chat: string | undefined, ms: number): Promise<void>;
}
