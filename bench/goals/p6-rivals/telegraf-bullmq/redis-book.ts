import type { Redis } from 'ioredis';
import type { Book } from '../rival/book.js';

const numberOf = (kept: string | null | undefined) => (kept === null || kept === undefined ? undefined : Number(kept));

/** Kept in Redis, and as safe as Redis keeps it. */
export function createRedisBook(redis: Redis, desk: string): Book {
  const key = (what: string) => `desk:${desk}:${what}`;
  return {
    issueOf: async (chat) => numberOf(await redis.hget(key('issues'), String(chat))),
    async open(chat, issue) {
      await redis.multi().hset(key('issues'), chat, issue).hset(key('chats'), issue, chat).exec();
    },
    async read(issues) {
      const fields = issues.map(String);
      const [chats, journals] = await Promise.all([
        redis.hmget(key('chats'), ...fields),
        redis.hmget(key('journals'), ...fields),
      ]);
      return issues.map((_, i) => ({ chat: numberOf(chats[i]), journal: numberOf(journals[i]) ?? 0 }));
    },
    keep: async (journals) => void (await redis.hset(key('journals'), new Map(journals))),
    polled: async () => numberOf(await redis.get(key('polled'))),
    keepPolled: async (at) => void (await redis.set(key('polled'), at)),
  };
}
