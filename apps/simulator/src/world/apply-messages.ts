import type { JsonObject } from '../bot-api/json.js';
import { connectionOf } from './business.js';
import { botOf, chatAt, chatIdOf, isAdmin, isMember, mustHave } from './lookup.js';
import { queueUpdate } from './queue-update.js';
import { renderChat, renderUser } from './render-chat.js';
import { renderMessage } from './render-message.js';
import { whoHears } from './who-hears.js';
import type { Message } from './message.js';
import type { Chat, Press, World } from './world.js';
import type { Effect, WorldEvent } from './world-event.js';

type Happened = Extract<
  WorldEvent,
  {
    kind: 'message-posted' | 'message-edited' | 'messages-deleted' | 'reacted' | 'button-pressed' | 'press-answered';
  }
>;

/** What is said, edited, deleted, reacted to and pressed. */
export function applyMessages(world: World, event: Happened): Effect[] {
  switch (event.kind) {
    case 'message-posted': {
      const chat = chatAt(world, event.place);
      const message: Message = { ...event.message, reactions: new Map() };
      chat.messages.set(message.id, message);
      if (world.bots.has(message.from)) chat.lastBot = message.from;
      chat.lastMessageId = Math.max(chat.lastMessageId, message.id);
      return tellMessage(world, chat, message, false, event.at);
    }
    case 'message-edited': {
      const chat = chatAt(world, event.place);
      const message = mustHave(chat.messages.get(event.id), `message ${event.id}`);
      message.content = event.content;
      message.buttons = event.buttons;
      message.editedAt = event.at;
      return tellMessage(world, chat, message, true, event.at);
    }
    case 'messages-deleted': {
      const chat = chatAt(world, event.place);
      for (const id of event.ids) chat.messages.delete(id);
      return tellDeletion(world, chat, event);
    }
    case 'reacted':
      return react(world, event);
    case 'button-pressed':
      return press(world, event.press);
    case 'press-answered':
      mustHave(world.presses.get(event.id), `press ${event.id}`).answer = event.toast;
      return [];
  }
}

function tellMessage(world: World, chat: Chat, message: Message, edited: boolean, at: number): Effect[] {
  const business = chat.room.kind === 'business';
  const type = `${edited ? 'edited_' : ''}${business ? 'business_' : ''}message`;
  const queue = `${business ? 'business' : 'chat'}:${chatIdOf(chat)}`;
  return whoHears(world, chat, message).flatMap((state) =>
    queueUpdate(state, type, queue, at, renderMessage(world, state.bot.id, chat, message)),
  );
}

/** Only of a business's chats; of a deletion in any other no bot ever hears. */
function tellDeletion(world: World, chat: Chat, event: Extract<Happened, { kind: 'messages-deleted' }>): Effect[] {
  if (chat.room.kind !== 'business') return [];
  const { connection, bot } = chat.room;
  if (!connectionOf(world, connection).enabled) return [];
  const gone = {
    business_connection_id: connection,
    chat: renderChat(world, chat),
    message_ids: [...event.ids],
  };
  return queueUpdate(botOf(world, bot), 'deleted_business_messages', `business:${chatIdOf(chat)}`, event.at, gone);
}

/** A bot hears of reactions in a private chat, and in groups where it is an administrator; never of a bot's. */
function react(world: World, event: Extract<Happened, { kind: 'reacted' }>): Effect[] {
  const chat = chatAt(world, event.place);
  const message = mustHave(chat.messages.get(event.id), `message ${event.id}`);
  const before = message.reactions.get(event.by) ?? [];
  if (event.emojis.length === 0) message.reactions.delete(event.by);
  else message.reactions.set(event.by, event.emojis);
  if (world.bots.has(event.by)) return [];
  const payload: JsonObject = {
    chat: renderChat(world, chat),
    message_id: message.id,
    user: renderUser(world, event.by),
    date: Math.floor(event.at / 1000),
    old_reaction: before.map(asReaction),
    new_reaction: event.emojis.map(asReaction),
  };
  return [...world.bots.values()]
    .filter(({ bot }) => (chat.room.kind === 'private' ? isMember(chat, bot.id) : isAdmin(chat, bot.id)))
    .flatMap((state) => queueUpdate(state, 'message_reaction', `reaction:${chatIdOf(chat)}`, event.at, payload));
}

const asReaction = (emoji: string): JsonObject => ({ type: 'emoji', emoji });

/** Presses no one can answer any more (after 150 s) are forgotten here, so that they do not pile up. */
function press(world: World, pressed: Press): Effect[] {
  for (const old of world.presses.values()) {
    if (pressed.at - old.at <= 150_000) break;
    world.presses.delete(old.id);
  }
  world.presses.set(pressed.id, { ...pressed });
  world.lastPress++;
  const chat = chatAt(world, pressed.place);
  const message = chat.messages.get(pressed.message);
  const payload: JsonObject = {
    id: pressed.id,
    from: renderUser(world, pressed.person),
    message:
      message === undefined
        ? { chat: renderChat(world, chat), message_id: pressed.message, date: 0 }
        : renderMessage(world, pressed.bot, chat, message),
    chat_instance: String(-7_000_000_000 - (chatIdOf(chat) % 1_000_000_007)),
    data: pressed.data,
  };
  return queueUpdate(botOf(world, pressed.bot), 'callback_query', `press:${pressed.person}`, pressed.at, payload);
}
