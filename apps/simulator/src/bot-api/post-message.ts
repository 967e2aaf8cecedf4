import { renderMessage } from '../world/render-message.js';
import type { Chat, Content, Message } from '../world/world.js';
import type { JsonObject } from './json.js';
import type { Call } from './method.js';
import { readMarkup } from './read-markup.js';
import { readReply } from './read-reply.js';

/** Posts in the bot's name what a call asks for, with its buttons and its reply. */
export function postMessage(call: Call, chat: Chat, content: Content, album?: string): Message {
  return post(call, chat, { content, album, replyTo: readReply(call, chat), ...readMarkup(call.params) });
}

export function post(call: Call, chat: Chat, parts: Omit<Message, 'id' | 'from' | 'at' | 'reactions'>): Message {
  const { history, clock } = call.ground;
  const id = chat.lastMessageId + 1;
  const at = clock.now();
  const message = { id, from: call.state.bot.id, at, ...parts };
  history.record({ kind: 'message-posted', at, place: chat.place, message });
  return { ...message, reactions: new Map() };
}

export const shownTo = (call: Call, chat: Chat, message: Message): JsonObject =>
  renderMessage(call.ground.history.world, call.state.bot.id, chat, message);
