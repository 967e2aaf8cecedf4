import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { until } from '#testkit';
import { ownRedis } from '#testkit/parts';
import { describeLease } from '../conformance/index.js';
import { RedlockLease } from './index.js';

const redis = await ownRedis();
const operator = new Redis(redis.url);
const logger = { warn() {} };

afterAll(async () => {
  operator.disconnect();
  await redis.stop();
});

describeLease('in Redis, by redlock', async () => {
  const prefix = `${randomUUID()}:`;
  return {
    open: (times) => new RedlockLease({ urls: [redis.url], logger, prefix, ...times }),
    empty: async () => void (await operator.flushall()),
    hang: () => redis.pause(),
    goOn: () => redis.resume(),
  };
});

describe('the lease in Redis, by redlock', () => {
  it('lives for four seconds', async () => {
    const prefix = `${randomUUID()}:`;
    const lease = new RedlockLease({ urls: [redis.url], logger, prefix });
    const left = await until(async () => {
      await lease.take('deliveries', 3);
      const ms = await operator.pttl(`${prefix}lane:deliveries/3`);
      return ms > 3_000 && ms;
    });
    expect(left).toBeLessThanOrEqual(4_000);
    await lease.close();
  });

  it('is unknown, again and again, once Redis was killed, and says so once', async () => {
    const own = await ownRedis();
    const said: string[] = [];
    const warn = (_: object, text: string) => void said.push(text);
    const lease = new RedlockLease({ urls: [own.url], logger: { warn }, answerWithinMs: 20_000 });
    expect(await lease.take('deliveries', 1)).toBe('held');
    await own.kill();
    expect(await lease.renew('deliveries', 1)).toBe('unknown');
    expect(await lease.take('deliveries', 2)).toBe('unknown');
    await until(() => said.length > 0);
    for (let second = 0; second < 3; second += 1) expect(await lease.renew('deliveries', 1)).toBe('unknown');
    await lease.release('deliveries', 1);
    await lease.close();
    expect(said).toHaveLength(1);
    await own.stop();
  });

  it('is unknown where there never was a Redis', async () => {
    const lease = new RedlockLease({ urls: ['redis://127.0.0.1:9'], logger });
    expect(await lease.take('deliveries', 1)).toBe('unknown');
    await lease.close();
  });
});
