import { type ChatKey, recordId } from '#contracts';

/**
 * A text too long for one message is sent in parts, each a piece of work of its own, named after the first one's. People read
 * them as one. Tells of each piece of work in a chat which one it goes on from; itself, where it begins something.
 */
export function createContinued() {
  const begun = new Map<ChatKey, { first: string; parts: Set<string> }>();

  return function firstOf(chat: ChatKey, work: string): string {
    const last = begun.get(chat);
    if (last?.parts.has(work)) return last.first;
    if (last && recordId([last.first], last.parts.size, null) === work) {
      last.parts.add(work);
      return last.first;
    }
    begun.set(chat, { first: work, parts: new Set([work]) });
    return work;
  };
}
