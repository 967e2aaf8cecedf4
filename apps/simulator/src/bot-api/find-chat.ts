import { chatOf, isBlockedIn, isMember } from '../world/lookup.js';
import type { Message } from '../world/message.js';
import { businessPlace, type BusinessConnection, type Chat } from '../world/world.js';
import { BotApiError, badRequest, forbidden } from './error.js';
import type { Call } from './method.js';

/** The business a call is made for. Throws where the bot does not answer for it, or no more. */
export function findConnection({ params, state, ground }: Call): BusinessConnection {
  const connection = ground.history.world.businesses.get(params.text('business_connection_id') ?? '');
  if (connection?.bot !== state.bot.id) throw badRequest('business connection not found');
  return connection;
}

function findBusinessChat(call: Call): Chat {
  const { id, enabled } = findConnection(call);
  if (!enabled) throw badRequest('business connection not found');
  const chat = call.ground.history.world.chats.get(businessPlace(id, call.params.integer('chat_id') ?? 0));
  if (chat === undefined) throw badRequest('chat not found');
  return chat;
}

/** The chat a call names. Throws as the server does where there is none, or the bot may not know it. */
export function findChat(call: Call, name = 'chat_id'): Chat {
  const id = call.params.integer(name) ?? Number.NaN;
  const { world } = call.ground.history;
  const chat = Number.isSafeInteger(id) ? chatOf(world, call.state.bot.id, id) : undefined;
  if (chat !== undefined) return chat;
  if (world.bots.has(id)) throw forbidden("bots can't send messages to bots");
  const met = [...world.chats.values()].some((other) => isMember(other, id) && isMember(other, call.state.bot.id));
  if (world.persons.has(id) && met) throw forbidden("bot can't initiate conversation with a user");
  throw badRequest('chat not found');
}

/** The same, where the bot wants to do something there. */
export function findWritableChat(call: Call): Chat {
  if (call.params.has('business_connection_id')) return findBusinessChat(call);
  const chat = findChat(call);
  const { room } = chat;
  if (room.kind === 'private') {
    if (call.ground.history.world.persons.get(room.person)?.deactivated === true)
      throw forbidden('user is deactivated');
    if (isBlockedIn(chat)) throw forbidden('bot was blocked by the user');
    return chat;
  }
  if (room.kind === 'business') return chat;
  if (room.movedTo !== undefined) {
    const parameters = { migrate_to_chat_id: room.movedTo };
    throw new BotApiError(400, 'group chat was upgraded to a supergroup chat', parameters);
  }
  const { id } = call.state.bot;
  if (chat.members.get(id) === 'kicked') throw forbidden(`bot was kicked from the ${room.kind} chat`);
  if (!isMember(chat, id)) throw forbidden(`bot is not a member of the ${room.kind} chat`);
  return chat;
}

/** A message of a chat; `purpose` is the server's own: `message to edit`. */
export function findMessage(chat: Chat, id: number | undefined, purpose: string): Message {
  if (id === undefined) throw badRequest('message identifier is not specified');
  const message = chat.messages.get(id);
  if (message === undefined) throw badRequest(`${purpose} not found`);
  return message;
}
