import { renderMessage } from '../world/render-message.js';
import { isThread, threadOf } from '../world/thread.js';
import type { Content, Message } from '../world/message.js';
import type { Chat } from '../world/world.js';
import { checkMaySend } from './check-rights.js';
import { badRequest } from './error.js';
import type { JsonObject } from './json.js';
import type { Call } from './method.js';
import { readMarkup } from './read-markup.js';
import { readReply } from './read-reply.js';

/** Posts in the bot's name what a call asks for, with its buttons and its reply. */
export function postMessage(call: Call, chat: Chat, content: Content, album?: string): Message {
  return post(call, chat, { content, album, replyTo: readReply(call, chat), ...readMarkup(call.params) });
}

export function post(
  call: Call,
  chat: Chat,
  parts: Omit<Message, 'id' | 'from' | 'at' | 'thread' | 'reactions'>,
): Message {
  checkMaySend(call.state, chat, parts.content);
  const { history, clock } = call.ground;
  const id = chat.lastMessageId + 1;
  const at = clock.now();
  const thread = readThread(call, chat, parts.replyTo);
  const message = { id, ...writer(call.state.bot.id, chat), at, thread, ...parts };
  history.record({ kind: 'message-posted', at, place: chat.place, message });
  return { ...message, reactions: new Map() };
}

/** For a business it writes in the owner's name. */
const writer = (bot: number, { room }: Chat): { from: number; businessBot?: number } =>
  room.kind === 'business' ? { from: room.owner, businessBot: bot } : { from: bot };

/** The topic that is asked for, or that of what it replies to. */
function readThread({ params }: Call, chat: Chat, replyTo: Message['replyTo']): number | undefined {
  const asked = params.integer('message_thread_id');
  if (asked !== undefined && !isThread(chat, asked)) throw badRequest('message thread not found');
  return threadOf(chat, replyTo?.place === undefined ? replyTo?.id : undefined, asked);
}

export const shownTo = (call: Call, chat: Chat, message: Message): JsonObject =>
  renderMessage(call.ground.history.world, call.state.bot.id, chat, message);
