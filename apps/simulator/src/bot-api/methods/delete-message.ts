import { mayClean } from '../../world/rights.js';
import type { Message } from '../../world/message.js';
import type { Chat } from '../../world/world.js';
import { badRequest } from '../error.js';
import { findMessage, findWritableChat } from '../find-chat.js';
import { answer, type Call, type Method } from '../method.js';

const deletableFor = 48 * 3600_000;
const mostAtOnce = 100;

export const deleteMessage: Method = (call) => {
  const chat = findWritableChat(call);
  const message = findMessage(chat, call.params.integer('message_id'), 'message to delete');
  if (!mayDelete(call, chat, message)) throw badRequest("message can't be deleted");
  record(call, chat, [message.id]);
  return answer(true);
};

/** Those that are not there, or may not be deleted, are passed over. */
export const deleteMessages: Method = (call) => {
  const chat = findWritableChat(call);
  const ids = (call.params.list('message_ids') ?? []).map(Number);
  if (ids.length === 0) throw badRequest('message identifiers are not specified');
  if (ids.length > mostAtOnce) throw badRequest('too many message identifiers specified');
  const deletable = ids.filter((id) => {
    const message = chat.messages.get(id);
    return message !== undefined && mayDelete(call, chat, message);
  });
  if (deletable.length > 0) record(call, chat, deletable);
  return answer(true);
};

/**
 * Within 48 h its own and, in a private chat, the person's; as an administrator with the right to it, anything at any time.
 * What says that a supergroup or a topic began, stays.
 */
function mayDelete({ state, ground: { clock } }: Call, chat: Chat, message: Message): boolean {
  const { content } = message;
  if (content.kind === 'service' && (content.what === 'moved-from' || content.what === 'topic-created')) return false;
  if (mayClean(chat, state.bot.id)) return true;
  const young = clock.now() - message.at <= deletableFor;
  return young && (message.from === state.bot.id || chat.room.kind === 'private');
}

function record({ ground: { history, clock } }: Call, chat: Chat, ids: number[]): void {
  history.record({ kind: 'messages-deleted', at: clock.now(), place: chat.place, ids });
}
