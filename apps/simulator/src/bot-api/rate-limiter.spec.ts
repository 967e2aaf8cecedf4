import { beforeEach, describe, expect, it } from '@jest/globals';
import { turnedClock, type TurnedClock } from '../clock/turned-clock.js';
import { seeded } from '../random.js';
import { BotApiError } from './error.js';
import { openRateLimiter, type RateLimiter, type RateMode } from './rate-limiter.js';

describe('the rate limiter', () => {
  let clock: TurnedClock;
  let limiter: RateLimiter;
  const bot = 7_100_000_001;
  const open = (mode: RateMode): void => {
    clock = turnedClock();
    limiter = openRateLimiter(clock, seeded(3), mode);
  };
  /** Seconds to wait, 0 if it was let through. */
  const take = (chat: number, method = 'sendMessage'): number => {
    try {
      limiter.take(bot, method, chat);
      return 0;
    } catch (cause) {
      return cause instanceof BotApiError ? (cause.parameters?.retry_after ?? -1) : -1;
    }
  };
  const taken = (count: number, chat: (at: number) => number): number =>
    Array.from({ length: count }, (_, at) => take(chat(at))).filter((wait) => wait === 0).length;

  beforeEach(() => open('strict'));

  it('lets a short burst into one chat, then one message a second', async () => {
    expect(taken(10, () => 1)).toBe(5);
    await clock.turn(1000);
    expect(taken(10, () => 1)).toBe(1);
  });

  it('lets 30 a second through in all', () => {
    expect(taken(100, (at) => at + 1)).toBe(30);
  });

  it('lets 20 a minute into a group, edits among them', async () => {
    let through = 0;
    for (let second = 0; second < 60; second++) {
      through += take(-5, second % 2 === 0 ? 'sendMessage' : 'editMessageText') === 0 ? 1 : 0;
      await clock.turn(500);
    }
    expect(through).toBeLessThanOrEqual(31);
    expect(through).toBeGreaterThanOrEqual(20);
  });

  it('asks for longer waits of those that do not wait', () => {
    taken(5, () => 1);
    const waits = [take(1), take(1), take(1)];
    expect(waits).toEqual([1, 2, 3]);
  });

  it('does not count presses, typing and reactions', () => {
    for (const method of ['answerCallbackQuery', 'sendChatAction', 'setMessageReaction', 'getMe']) {
      expect(Array.from({ length: 50 }, () => take(1, method)).every((wait) => wait === 0)).toBe(true);
    }
  });

  it('refuses a few for no reason in random mode, the same ones for the same seed', () => {
    open('random');
    const first = Array.from({ length: 200 }, () => take(1) > 0);
    open('random');
    expect(Array.from({ length: 200 }, () => take(1) > 0)).toEqual(first);
    expect(first.filter(Boolean).length).toBeGreaterThan(0);
  });
});
