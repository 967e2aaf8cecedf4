import type { Book } from '../rival/book.js';

/** Gone with its process. */
export function createMemoryBook(): Book {
  const issues = new Map<number, number>();
  const chats = new Map<number, number>();
  const last = new Map<number, number>();
  let at: number | undefined;
  return {
    issueOf: async (chat) => issues.get(chat),
    async open(chat, issue) {
      issues.set(chat, issue);
      chats.set(issue, chat);
    },
    read: async (asked) => asked.map((issue) => ({ chat: chats.get(issue), journal: last.get(issue) ?? 0 })),
    async keep(journals) {
      for (const [issue, journal] of journals) last.set(issue, journal);
    },
    polled: async () => at,
    keepPolled: async (polled) => void (at = polled),
  };
}
