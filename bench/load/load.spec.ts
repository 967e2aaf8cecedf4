import { describe, expect, it } from '@jest/globals';
import { chatKey, channelId, deskId } from '#contracts';
import { telegram } from '#messengers/telegram';
import { arrivals } from './arrivals.js';
import { bodyOf, marksIn } from './bodies.js';
import { postAt } from './post-updates.js';
import { fileIdOf, fileOf, messageOfFileId } from './file-of.js';
import { CHANNEL, deskName, deskOf, updateOf, wordsOf } from './update-of.js';

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

  it('has a file in one message of ten, whoever writes it and wherever', () => {
    const withFile = numbers.filter((message) => fileOf(message));
    expect(withFile).toHaveLength(numbers.length / 10);
    expect(fileOf(withFile[0] ?? -1)).toEqual(fileOf(withFile[0] ?? -1));
    const desks = new Set(withFile.map((message) => deskOf(message, { desks: 10, people: 100 })));
    expect(desks.size).toBe(10);
  });

  it('has files of 2 kB to 1 MB, half of them under 40 kB, no two of one name', () => {
    const files = Array.from({ length: 50_000 }, (_, message) => fileOf(message)).filter((file) => file !== undefined);
    const sizes = files.map(({ size }) => size).sort((a, b) => a - b);
    expect([sizes[0], sizes.at(-1)]).toEqual([2_000, 1_000_000]);
    expect(sizes[sizes.length / 2]).toBeGreaterThan(36_000);
    expect(sizes[sizes.length / 2]).toBeLessThan(44_000);
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    expect([7, 123_456_789].map(fileIdOf).map(messageOfFileId)).toEqual([7, 123_456_789]);
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

  it('is what the Telegram adapter takes for a message of that person, with its file and at most 1,024 characters then', () => {
    const [desk, channel] = [deskId(deskName(3)), channelId(CHANNEL)];
    const adapter = telegram.create(telegram.configSchema.parse({ token: '1:bench' }), { desk, channel });
    const normalised = (message: number) =>
      adapter.normalise(JSON.parse(updateOf(message, { desks: 5, people: 10 }, 0)), 1);
    const bare = numbers.find((message) => message % 10 === 3 && !fileOf(message)) ?? -1;
    const text = { text: bodyOf(bare) };
    expect(normalised(bare)).toMatchObject({
      id: `${bare + 1}`,
      update: { chat: chatKey(desk, channel, '5000000003'), what: { kind: 'message', text, files: [] } },
    });
    const laden = numbers.find((message) => fileOf(message) && bodyOf(message).length > 1_024) ?? -1;
    const files = [{ ref: fileIdOf(laden), ...fileOf(laden) }];
    expect(normalised(laden)).toMatchObject({ update: { what: { text: { text: wordsOf(laden) }, files } } });
    expect(wordsOf(laden)).toBe(bodyOf(laden).slice(0, 1_024));
    return adapter.close();
  });
});
