import type { Clock } from '#lane';
import type { Random } from '../random.js';
import type { UserId } from '../world/world.js';
import { tooMany } from './error.js';
import type { Json } from './json.js';

/**
 * `strict` holds to the documented figures (core.telegram.org/bots/faq: one a second in a chat, with a burst; 30 a second
 * in all; 20 a minute in a group); `random` refuses some calls for no reason; `off` none.
 */
export type RateMode = 'off' | 'strict' | 'random';

const chatBurst = 5;
/** Refusals `random` makes, as a share of the calls. */
const randomShare = 0.05;

/** Edits count as messages do; presses, typing and reactions do not. */
const counted = /^(send(?!ChatAction)|edit|copy|forward)/;

/** Refills evenly; `level` is what may be taken at `at` (ms). */
type Bucket = { level: number; at: number; refusals: number };
type Measure = { size: number; perMs: number };

const perChat: Measure = { size: chatBurst, perMs: 1 / 1000 };
const perGroup: Measure = { size: 20, perMs: 20 / 60_000 };
const perBot: Measure = { size: 30, perMs: 30 / 1000 };

export interface RateLimiter {
  mode: RateMode;
  /** Throws 429 where a call would go over a limit; refused again and again, it asks for ever longer waits. */
  take(bot: UserId, method: string, chatId: Json | undefined): void;
}

export function openRateLimiter(clock: Clock, random: Random, mode: RateMode): RateLimiter {
  const buckets = new Map<string, Bucket>();

  const bucket = (key: string, measure: Measure): Bucket => {
    const now = clock.monotonic();
    const known = buckets.get(key) ?? { level: measure.size, at: now, refusals: 0 };
    known.level = Math.min(measure.size, known.level + (now - known.at) * measure.perMs);
    known.at = now;
    buckets.set(key, known);
    return known;
  };

  const strict = (bot: UserId, chat: string): void => {
    const measures: [string, Measure][] = [
      [`${bot}`, perBot],
      [`${bot}/${chat}`, perChat],
      ...(chat.startsWith('-') ? [[`${bot}/${chat}/minute`, perGroup] as [string, Measure]] : []),
    ];
    const taken = measures.map(([key, measure]) => ({ bucket: bucket(key, measure), measure }));
    const full = taken.find(({ bucket: { level } }) => level < 1);
    if (full !== undefined) {
      const wait = (1 - full.bucket.level) / full.measure.perMs / 1000;
      throw tooMany(Math.max(1, wait) + full.bucket.refusals++);
    }
    for (const { bucket: open } of taken) {
      open.level -= 1;
      open.refusals = 0;
    }
  };

  return {
    mode,
    take(bot, method, chatId) {
      if (this.mode === 'off' || !counted.test(method)) return;
      if (this.mode === 'strict') strict(bot, String(chatId));
      else if (random() < randomShare) throw tooMany(1 + random() * 4);
    },
  };
}
