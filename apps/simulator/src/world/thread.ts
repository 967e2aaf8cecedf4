import type { Message } from './message.js';
import type { Chat } from './world.js';

export const isTopic = (message: Message | undefined): boolean =>
  message?.content.kind === 'service' && message.content.what === 'topic-created';

/** Whether messages may be put under this id: a topic of a forum; in another supergroup, any message. */
export const isThread = ({ room, messages }: Chat, id: number): boolean =>
  room.kind === 'supergroup' && (room.isForum === true ? isTopic(messages.get(id)) : messages.has(id));

/** The thread a new message stands in: the one asked for, or that of what it replies to. */
export function threadOf(chat: Chat, replyTo: number | undefined, asked: number | undefined): number | undefined {
  if (chat.room.kind !== 'supergroup') return undefined;
  const original = replyTo === undefined ? undefined : chat.messages.get(replyTo);
  if (asked !== undefined || original === undefined) return asked;
  return original.thread ?? (chat.room.isForum === true ? undefined : original.id);
}
