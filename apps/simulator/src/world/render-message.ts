import type { JsonObject } from '../bot-api/json.js';
import { repliedTo } from './lookup.js';
import { renderChat, renderUser } from './render-chat.js';
import { contentFields } from './render-content.js';
import { renderMedia } from './render-media.js';
import { isTopic } from './thread.js';
import type { Message } from './message.js';
import type { Chat, UserId, World } from './world.js';

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** A `Message` of the Bot API as one bot gets it. What it replies to is shown one level deep. */
export function renderMessage(world: World, bot: UserId, chat: Chat, message: Message, withReply = true): JsonObject {
  const shown: JsonObject = {
    message_id: message.id,
    from: renderUser(world, message.from),
    chat: renderChat(world, chat),
    date: seconds(message.at),
  };
  Object.assign(shown, businessFields(world, chat, message));
  if (message.editedAt !== undefined) shown['edit_date'] = seconds(message.editedAt);
  if (message.forwardedFrom !== undefined) {
    shown['forward_origin'] = originOf(world, message.forwardedFrom.user, message.forwardedFrom.at);
  }
  Object.assign(shown, threadFields(chat, message));
  if (withReply) Object.assign(shown, replyFields(world, bot, chat, message));
  if (message.album !== undefined) shown['media_group_id'] = message.album;
  Object.assign(shown, contentFields(world, bot, message.content));
  if (message.buttons !== undefined) shown['reply_markup'] = { inline_keyboard: message.buttons };
  return shown;
}

function businessFields(world: World, { room }: Chat, { businessBot }: Message): JsonObject {
  if (room.kind !== 'business') return {};
  const sender = businessBot === undefined ? {} : { sender_business_bot: renderUser(world, businessBot) };
  return { business_connection_id: room.connection, ...sender };
}

const originOf = (world: World, user: UserId, at: number): JsonObject => ({
  type: 'user',
  sender_user: renderUser(world, user),
  date: seconds(at),
});

function threadFields({ room }: Chat, { thread }: Message): JsonObject {
  if (thread === undefined) return {};
  const inForum = room.kind === 'supergroup' && room.isForum === true;
  return { message_thread_id: thread, ...(inForum ? { is_topic_message: true } : {}) };
}

/** In a topic, what replies to nothing is shown as a reply to the message that began the topic. */
function replyFields(world: World, bot: UserId, chat: Chat, message: Message): JsonObject {
  const { replyTo, thread } = message;
  if (replyTo === undefined) {
    const topic = thread === undefined || thread === message.id ? undefined : chat.messages.get(thread);
    return topic !== undefined && isTopic(topic)
      ? { reply_to_message: renderMessage(world, bot, chat, topic, false) }
      : {};
  }
  const original = repliedTo(world, chat, message);
  if (original === undefined) return {};
  const { quote } = replyTo;
  return {
    ...(replyTo.place === undefined
      ? { reply_to_message: renderMessage(world, bot, chat, original.message, false) }
      : { external_reply: externalReply(world, bot, original) }),
    ...(quote === undefined
      ? {}
      : { quote: { text: quote.text, position: quote.position, ...(quote.isManual ? { is_manual: true } : {}) } }),
  };
}

/** Of a message in another chat: who wrote it and its file; which one it was, where that chat is a supergroup. */
function externalReply(world: World, bot: UserId, { chat, message }: { chat: Chat; message: Message }): JsonObject {
  const { content } = message;
  return {
    origin: originOf(world, message.from, message.at),
    ...(chat.room.kind === 'supergroup' ? { chat: renderChat(world, chat), message_id: message.id } : {}),
    ...(content.kind === 'media' ? renderMedia(world, bot, content.media) : {}),
  };
}
