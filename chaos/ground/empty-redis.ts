import { Redis } from 'ioredis';

export async function emptyRedis(url: string): Promise<void> {
  const operator = new Redis(url, { retryStrategy: () => null });
  // One that is not there is as empty as can be.
  operator.on('error', () => undefined);
  await operator.flushall().catch(() => undefined);
  operator.disconnect();
}
