import type { JsonObject } from '../bot-api/json.js';
import { renderChat, renderUser } from './render-chat.js';
import { renderMedia } from './render-media.js';
import type { Chat, Content, FormattedText, Message, UserId, World } from './world.js';

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** A `Message` of the Bot API as one bot gets it. What it replies to is shown one level deep. */
export function renderMessage(world: World, bot: UserId, chat: Chat, message: Message, withReply = true): JsonObject {
  const shown: JsonObject = {
    message_id: message.id,
    from: renderUser(world, message.from),
    chat: renderChat(world, chat),
    date: seconds(message.at),
  };
  if (message.editedAt !== undefined) shown['edit_date'] = seconds(message.editedAt);
  if (message.forwardedFrom !== undefined) Object.assign(shown, forwardFields(world, message.forwardedFrom));
  if (withReply && message.replyTo !== undefined) Object.assign(shown, replyFields(world, bot, chat, message.replyTo));
  if (message.album !== undefined) shown['media_group_id'] = message.album;
  Object.assign(shown, contentFields(world, bot, message.content));
  if (message.buttons !== undefined) shown['reply_markup'] = { inline_keyboard: message.buttons };
  return shown;
}

function contentFields(world: World, bot: UserId, content: Content): JsonObject {
  switch (content.kind) {
    case 'text':
      return formatted('text', 'entities', content.text);
    case 'media':
      return {
        ...renderMedia(world, bot, content.media),
        ...formatted('caption', 'caption_entities', content.caption),
      };
    case 'other':
      return content.fields;
    case 'service':
      return serviceFields(world, content);
  }
}

function serviceFields(world: World, content: Extract<Content, { kind: 'service' }>): JsonObject {
  switch (content.what) {
    case 'joined':
      return { new_chat_members: [renderUser(world, content.user)] };
    case 'left':
      return { left_chat_member: renderUser(world, content.user) };
    case 'moved-to':
      return { migrate_to_chat_id: content.chat };
    case 'moved-from':
      return { migrate_from_chat_id: content.chat };
  }
}

function formatted(text: string, entities: string, value: FormattedText): JsonObject {
  if (value.text === '') return {};
  return { [text]: value.text, ...(value.entities.length === 0 ? {} : { [entities]: value.entities }) };
}

function replyFields(world: World, bot: UserId, chat: Chat, reply: NonNullable<Message['replyTo']>): JsonObject {
  const original = chat.messages.get(reply.id);
  if (original === undefined) return {};
  const { quote } = reply;
  return {
    reply_to_message: renderMessage(world, bot, chat, original, false),
    ...(quote === undefined
      ? {}
      : { quote: { text: quote.text, position: quote.position, ...(quote.isManual ? { is_manual: true } : {}) } }),
  };
}

const forwardFields = (world: World, from: { user: UserId; at: number }): JsonObject => ({
  forward_origin: { type: 'user', sender_user: renderUser(world, from.user), date: seconds(from.at) },
});
