import type { Clock } from '#lane';
import { LRUCache } from 'lru-cache';
import { spaceOut } from '../../domain/space-out.js';
import type { Spacing } from './spacing.js';

/** More chats than these at once, and the oldest are forgotten: their next sending comes a little early. */
const MOST = 50_000;

/** By size rather than by `max`, which would set all the room aside at once. */
const BOUND = { maxSize: MOST, sizeCalculation: () => 1 };

/** Spaces out what this process sends. Times are the monotonic clock's. */
export function memorySpacing(clock: Clock): Spacing {
  const chats = new LRUCache<string, number>(BOUND);
  const channels = new Map<string, number>();
  const held = new LRUCache<string, number>(BOUND);
  const chatOf = (channel: string, chat: string) => `${channel} ${chat}`;

  return {
    async reserve({ channel, chat, apart }) {
      const own = chatOf(channel, chat);
      const heldUntil = held.size === 0 ? 0 : Math.max(held.get(channel) ?? 0, held.get(own) ?? 0);
      const spaces = { chat: chats.get(own) ?? 0, channel: channels.get(channel) ?? 0, heldUntil };
      const { place, next } = spaceOut(spaces, apart, clock.monotonic());
      if (place.kind === 'granted' && apart) {
        chats.set(own, next.chat);
        channels.set(channel, next.channel);
      }
      return place;
    },
    async rest(channel, chat, ms) {
      const own = chatOf(channel, chat);
      chats.set(own, Math.max(chats.get(own) ?? 0, clock.monotonic() + ms));
    },
    async hold(channel, chat, ms) {
      const name = chat === undefined ? channel : chatOf(channel, chat);
      held.set(name, Math.max(held.get(name) ?? 0, clock.monotonic() + ms));
    },
  };
}
