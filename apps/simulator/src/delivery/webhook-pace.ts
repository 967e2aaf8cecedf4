import type { Clock } from '#lane';
import { tooMany } from '../bot-api/error.js';
import type { UserId } from '../world/world.js';

/** A bot may change its webhook once a second. */
export type WebhookPace = { take(bot: UserId): void };

export function webhookPace(clock: Clock): WebhookPace {
  const next = new Map<UserId, number>();
  return {
    take(bot) {
      const now = clock.monotonic();
      if (now < (next.get(bot) ?? -Infinity)) throw tooMany(1);
      next.set(bot, now + 1000);
    },
  };
}
