import type { JsonObject } from '../bot-api/json.js';
import { isGroup, personOf } from './lookup.js';
import type { Chat, UserId, World } from './world.js';

/** A `User` of the Bot API. */
export function renderUser(world: World, id: UserId): JsonObject {
  const bot = world.bots.get(id)?.bot;
  if (bot !== undefined) return { id, is_bot: true, first_name: bot.name, username: bot.username };
  const person = personOf(world, id);
  return {
    id,
    is_bot: false,
    first_name: person.name,
    ...(person.lastName === undefined ? {} : { last_name: person.lastName }),
    ...(person.username === undefined ? {} : { username: person.username }),
    ...(person.language === undefined ? {} : { language_code: person.language }),
  };
}

/** A `Chat` of the Bot API. */
export function renderChat(world: World, chat: Chat): JsonObject {
  const { room } = chat;
  if (isGroup(room)) {
    const forum = room.isForum === true ? { is_forum: true } : {};
    return { id: room.id, title: room.title, type: room.kind, ...forum };
  }
  const person = personOf(world, room.person);
  return {
    id: person.id,
    first_name: person.name,
    ...(person.lastName === undefined ? {} : { last_name: person.lastName }),
    ...(person.username === undefined ? {} : { username: person.username }),
    type: 'private',
  };
}
