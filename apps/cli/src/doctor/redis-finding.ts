import { Redis } from 'ioredis';
import type { Finding } from './finding.js';

/** Whether Redis answers. Without it everything goes on, only slower: never `wrong`. */
export async function redisFinding(url: string): Promise<Finding> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, lazyConnect: true, retryStrategy: () => null });
  // A failed command says so itself.
  redis.on('error', () => undefined);
  const about = 'Redis';
  try {
    await redis.connect();
    await redis.ping();
    return { about, state: 'fine', says: `answers at ${new URL(url).host}` };
  } catch {
    return {
      about,
      state: 'notice',
      says:
        `does not answer at ${new URL(url).host}: everything goes on, but a lane takes seconds longer to change hands, ` +
        'and each notifier keeps to the rates on its own',
    };
  } finally {
    redis.disconnect();
  }
}
