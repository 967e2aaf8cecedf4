import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type Clock, systemClock, type Work } from '#lane';
import { until } from '#testkit';
import { ownRedis, redis } from '#testkit/parts';
import { describeSpacing } from './conformance/describe-spacing.js';
import { createRates } from './create-rates.js';
import { memorySpacing } from './memory-spacing.js';
import { redisSpacing } from './redis-spacing.js';

const { url } = await redis();
const own = await ownRedis();
const open: { close(): void }[] = [];
const prefix = `${randomUUID()}:`;
/** So slow that no machine is slow enough to matter. */
const RATES = { chatPerSecond: 1, groupPerMinute: 1, channelPerSecond: 30 };
const PATIENT_MS = 10_000;

function connect(to: string, answerWithinMs?: number) {
  const spacing = redisSpacing(to, prefix, answerWithinMs);
  open.push(spacing);
  return spacing;
}

afterAll(async () => {
  for (const one of open) one.close();
  await own.stop();
});

const [one, other] = [connect(url, PATIENT_MS), connect(url, PATIENT_MS)];
await until(() => one.reserve({ channel: 'a', chat: 'b', apart: undefined }));
await until(() => other.reserve({ channel: 'a', chat: 'b', apart: undefined }));
describeSpacing('Redis', () => [one, other]);

it('Redis forgets times that its clock gave away before it was put back', async () => {
  const [channel, chat] = [randomUUID(), 'anna'];
  const behind = new Redis(url);
  open.push({ close: () => behind.disconnect() });
  const hours = Date.now() + 3_600_000;
  await behind.mset(`${prefix}next:{${channel}}`, hours, `${prefix}next:{${channel}}:${chat}`, hours);
  const apart = { chatMs: 60_000, channelMs: 40 };
  expect(await one.reserve({ channel, chat, apart })).toEqual({ kind: 'granted', waitMs: 0 });
  expect(await one.reserve({ channel, chat, apart })).toMatchObject({ kind: 'later' });
});

describe('rates while Redis does not answer', () => {
  const work = () => ({ id: randomUUID() }) as Work;
  const notifier = (clock: Clock) =>
    createRates({ clock, random: Math.random, own: memorySpacing(clock), shared: connect(own.url) });

  it('are kept by each notifier on its own, and by all together once it is back', async () => {
    const spacing = connect(own.url);
    await until(() => spacing.reserve({ channel: 'a', chat: 'b', apart: undefined }));
    const rates = notifier(systemClock);
    const sending = { channel: randomUUID(), chat: 'anna', group: true, rates: RATES };
    await own.pause();
    expect(await rates.wait(work(), sending)).toBe(0);
    expect(await rates.wait(work(), sending)).toBeGreaterThan(0);
    await own.resume();
    await until(() => spacing.reserve({ channel: 'a', chat: 'b', apart: undefined }));
    await until(async () => {
      await rates.hold(sending.channel, undefined, 60_000);
      return (await spacing.reserve({ ...sending, apart: undefined })).kind === 'later';
    });
  });
});
