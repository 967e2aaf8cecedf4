import { Redis } from 'ioredis';

const PAGE = 1_000;

/** What Redis keeps of a subject: for seconds, in the names of keys. `mark` is what it is known by. */
export async function openRateKeys(url: string, prefix: string, mark: string) {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, lazyConnect: true });
  // A failed command says so itself.
  redis.on('error', () => undefined);
  await redis.connect();
  const theirs = new RegExp(mark);

  async function find(): Promise<string[]> {
    const found: string[] = [];
    const pattern = `${prefix.replaceAll(/[*?[\]\\]/g, '\\$&')}*`;
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', PAGE);
      found.push(...keys.filter((key) => theirs.test(key.slice(prefix.length))));
      cursor = next;
    } while (cursor !== '0');
    return [...new Set(found)];
  }

  return {
    /** How many keys there are of them. */
    count: async () => (await find()).length,
    async erase(): Promise<void> {
      const keys = await find();
      if (keys.length > 0) await redis.unlink(keys);
    },
    close: () => redis.disconnect(),
  };
}

export type RateKeys = Awaited<ReturnType<typeof openRateKeys>>;
