import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Capabilities } from '#ports/messenger';

/** How long a sending must wait for the rates of its chat, its group and its channel (ms); 0: it may go, and was counted. */
export type Rates = {
  wait(sending: { channel: string; chat: string; group: boolean }, rates: Capabilities['rates']): Promise<number>;
};

/**
 * The buckets of messengers' rates, shared by all notifiers through Redis; each on its own where there is none, or while it
 * is away. Windows begin with their first sending, so half a channel's rate in a window is never over it in any second.
 */
export function createRates(shared?: { redis: Redis; prefix: string }): Rates {
  const made = new Map<string, RateLimiterMemory | RateLimiterRedis>();

  function limiter(points: number, duration: number): RateLimiterMemory | RateLimiterRedis {
    const name = `${shared?.prefix ?? ''}rate:${points}/${duration}`;
    const options = { keyPrefix: name, points, duration };
    const memory = new RateLimiterMemory(options);
    const found =
      made.get(name) ??
      (shared
        ? new RateLimiterRedis({
            ...options,
            storeClient: shared.redis,
            insuranceLimiter: memory,
            rejectIfRedisNotReady: true,
          })
        : memory);
    made.set(name, found);
    return found;
  }

  return {
    async wait({ channel, chat, group }, { chatPerSecond, groupPerMinute, channelPerSecond }) {
      const spacing = Math.ceil(60 / groupPerMinute);
      const ofChat = group ? limiter(1, spacing) : limiter(chatPerSecond, 1);
      const wait = await take(ofChat, chat);
      if (wait > 0) return wait;
      const crowded = await take(limiter(Math.max(1, Math.floor(channelPerSecond / 2)), 1), channel);
      if (crowded > 0) await ofChat.reward(chat, 1);
      return crowded;
    },
  };
}

async function take(limiter: RateLimiterMemory | RateLimiterRedis, key: string): Promise<number> {
  try {
    await limiter.consume(key, 1);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
    throw refusal;
  }
}
