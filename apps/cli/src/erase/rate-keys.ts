import { Redis } from 'ioredis';
import { holdsTrace, marksOf, type Subject } from '#correlation';

const PAGE = 1_000;

/**
 * What Redis keeps of a subject: for seconds, in the names of keys. Values are searched as well, though no word should ever be
 * there. Throws, in a sentence, where Redis does not answer.
 */
export async function openRateKeys(url: string, prefix: string, subject: Subject, words: readonly string[]) {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, lazyConnect: true, retryStrategy: () => null });
  // A failed command says so itself.
  redis.on('error', () => undefined);
  await redis.connect().catch((cause: unknown) => {
    const { host } = new URL(url);
    throw new Error(`Redis does not answer at ${host}: is it running, and is REDIS_URL right?`, { cause });
  });
  const theirs = new RegExp(marksOf(subject).trace);
  const holds = holdsTrace(subject, words);
  const isNamed = (key: string) => theirs.test(key.slice(prefix.length));

  async function* pages(): AsyncGenerator<string[]> {
    const pattern = `${prefix.replaceAll(/[*?[\]\\]/g, '\\$&')}*`;
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', PAGE);
      yield keys;
      cursor = next;
    } while (cursor !== '0');
  }

  async function tell(keys: readonly string[]): Promise<string[]> {
    if (keys.length === 0) return [];
    const values = await redis.mgetBuffer([...keys]);
    return keys.filter((key, i) => {
      const value = values[i];
      return isNamed(key) || (value && holds({ key: '', value }));
    });
  }

  return {
    /** How many keys there are of them, by name or by value. */
    async count(): Promise<number> {
      const found = new Set<string>();
      for await (const keys of pages()) for (const key of await tell(keys)) found.add(key);
      return found.size;
    },
    /** Erases what is named after them: what else would hold them is not known, and only told. */
    async erase(): Promise<void> {
      for await (const keys of pages()) {
        const named = keys.filter(isNamed);
        if (named.length > 0) await redis.unlink(named);
      }
    },
    close: () => redis.disconnect(),
  };
}

export type RateKeys = Awaited<ReturnType<typeof openRateKeys>>;
