import { describe, expect, it } from '@jest/globals';
import { chatKey, channelId, deskId } from '#contracts';
import { telegram } from '#messengers/telegram';
import { arrivals } from './arrivals.js';
import { bodyOf, marksIn } from './bodies.js';
import { postAt } from './post-updates.js';
import { CHANNEL, deskName, updateOf } from './update-of.js';

const numbers = Array.from({ length: 5_000 }, (_, i) => i);

describe('the load', () => {
  it('is the same in every run', () => {
    expect(numbers.slice(0, 50).map(bodyOf)).toEqual(numbers.slice(0, 50).map(bodyOf));
    expect(arrivals(100, 1_000, 7)).toEqual(arrivals(100, 1_000, 7));
  });

  it('writes 20 to 2,000 characters, in both languages, each with the mark of its message', () => {
    const bodies = numbers.map(bodyOf);
    const lengths = bodies.map((body) => body.length).sort((a, b) => a - b);
    expect([lengths[0], lengths.at(-1)]).toEqual([expect.any(Number), 2_000]);
    expect(lengths[0]).toBeGreaterThanOrEqual(20);
    expect(bodies.filter((body) => /[а-я]/.test(body)).length).toBeGreaterThan(2_000);
    expect(bodies.flatMap(marksIn)).toEqual(numbers);
  });

  it('arrives at the rate it is asked for, unevenly, as independent people write', () => {
    const times = arrivals(100, 60_000, 1);
    const gaps = times.map((at, i) => at - (times[i - 1] ?? 0));
    expect(times.length).toBeGreaterThan(5_700);
    expect(times.length).toBeLessThan(6_300);
    expect(Math.max(...gaps)).toBeGreaterThan(50);
  });

  it('ceases where it is told to, and tells how much was sent by then', async () => {
    const posted: number[] = [];
    const poster = { post: async (message: number) => void posted.push(message) };
    expect(await postAt(poster, 10, [0, 0, 0, 0], () => posted.length === 3)).toBe(3);
    expect(posted).toEqual([10, 11, 12]);
  });

  it('ends with what went wrong', async () => {
    const post = async () => {
      throw new Error('The gateway answered 500.');
    };
    await expect(postAt({ post }, 0, [0])).rejects.toThrow('The gateway answered 500.');
  });

  it('is what the Telegram adapter takes for a message of that person', () => {
    const [desk, channel] = [deskId(deskName(3)), channelId(CHANNEL)];
    const adapter = telegram.create(telegram.configSchema.parse({ token: '1:bench' }), { desk, channel });
    const seen = adapter.normalise(JSON.parse(updateOf(13, { desks: 5, people: 10 }, 0)), 1);
    expect(seen).toMatchObject({
      id: '14',
      update: { chat: chatKey(desk, channel, '5000000003'), what: { kind: 'message', text: { text: bodyOf(13) } } },
    });
    return adapter.close();
  });
});
