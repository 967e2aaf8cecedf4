import { Redis } from 'ioredis';
import { z } from 'zod';
import { HORIZON_MS } from '../../domain/space-out.js';
import type { Spacing } from './spacing.js';

/** A rate must never be what a person waits for: Redis has this long to answer. */
const ANSWER_WITHIN_MS = 250;

/**
 * `spaceOut`, where all notifiers see it. Times are Redis' own; each key goes away once it says nothing any more. A time further
 * ahead than any that is given away was given by a clock that has been put back since.
 */
const RESERVE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = math.max(tonumber(redis.call('GET', KEYS[3]) or 0), tonumber(redis.call('GET', KEYS[4]) or 0))
if held > now then return {'later', held - now} end
local chatMs, channelMs, horizonMs = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local chat = tonumber(redis.call('GET', KEYS[1]) or 0)
if chat > now + horizonMs + chatMs then chat = 0 end
if chatMs > 0 and chat > now then return {'later', chat - now} end
local channel = channelMs > 0 and tonumber(redis.call('GET', KEYS[2]) or 0) or 0
if channel > now + horizonMs + channelMs then channel = 0 end
if channel - now > horizonMs then return {'crowded', channel - now} end
local at = math.max(now, channel)
if chatMs > 0 then redis.call('SET', KEYS[1], at + chatMs, 'PX', at - now + chatMs) end
if channelMs > 0 then redis.call('SET', KEYS[2], at + channelMs, 'PX', at - now + channelMs) end
return {'granted', at - now}`;

/** A hold, or a chat's rest: never cut short by another. */
const KEEP_FREE = `
local time = redis.call('TIME')
local until_ = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1])
if until_ > tonumber(redis.call('GET', KEYS[1]) or 0) then redis.call('SET', KEYS[1], until_, 'PX', ARGV[1]) end
return 0`;

const Answer = z.tuple([z.enum(['granted', 'later', 'crowded']), z.number()]);

/** Spaces out what all notifiers send. The keys of one channel share a hash tag, and so a slot of a Redis cluster. */
export function redisSpacing(
  url: string,
  prefix: string,
  answerWithinMs = ANSWER_WITHIN_MS,
): Spacing & { close(): void } {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: answerWithinMs,
  });
  // Each failed call says so to its caller; the connection comes back by itself.
  redis.on('error', () => undefined);
  const key = (kind: string, channel: string, chat?: string) =>
    `${prefix}${kind}:{${channel}}${chat === undefined ? '' : `:${chat}`}`;

  return {
    async reserve({ channel, chat, apart }) {
      const keys = [key('next', channel, chat), key('next', channel), key('hold', channel, chat), key('hold', channel)];
      const { chatMs, channelMs } = apart ?? { chatMs: 0, channelMs: 0 };
      const answer = await redis.eval(RESERVE, keys.length, ...keys, chatMs, channelMs, HORIZON_MS);
      const [kind, waitMs] = Answer.parse(answer);
      return { kind, waitMs };
    },
    async rest(channel, chat, ms) {
      await redis.eval(KEEP_FREE, 1, key('next', channel, chat), Math.ceil(ms));
    },
    async hold(channel, chat, ms) {
      await redis.eval(KEEP_FREE, 1, key('hold', channel, chat), Math.ceil(ms));
    },
    close: () => redis.disconnect(),
  };
}
