import type { Message } from './message.js';
import { groupPlace, privatePlace, type BotState, type Chat, type Person, type UserId, type World } from './world.js';

/** The chat id the Bot API gives it: of two people's chat, the person's the bot talks with. */
export const chatIdOf = ({ room }: Chat): number => (isGroup(room) ? room.id : room.person);

type GroupRoom = Extract<Chat['room'], { kind: 'group' | 'supergroup' }>;
export const isGroup = (room: Chat['room']): room is GroupRoom => room.kind === 'group' || room.kind === 'supergroup';

/** A bot's chat by the id the Bot API knows it by. */
export const chatOf = (world: World, bot: UserId, chatId: number): Chat | undefined =>
  world.chats.get(chatId < 0 ? groupPlace(chatId) : privatePlace(bot, chatId));

export function mustHave<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new RangeError(`There is no ${what} in this world`);
  return thing;
}

export const botOf = (world: World, id: UserId): BotState => mustHave(world.bots.get(id), `bot ${id}`);
export const personOf = (world: World, id: UserId): Person => mustHave(world.persons.get(id), `person ${id}`);
export const chatAt = (world: World, place: string): Chat => mustHave(world.chats.get(place), `chat ${place}`);

export const nameOf = (world: World, id: UserId): string => {
  const person = world.persons.get(id);
  if (person !== undefined) return [person.name, person.lastName].filter(Boolean).join(' ');
  return world.bots.get(id)?.bot.name ?? 'Deleted Account';
};

export const isBlockedIn = (chat: Chat): boolean =>
  chat.room.kind === 'private' && chat.members.get(chat.room.bot) === 'kicked';

const present: ReadonlySet<string> = new Set(['creator', 'administrator', 'member', 'restricted']);
export const isMember = (chat: Chat, user: UserId): boolean => present.has(chat.members.get(user) ?? 'left');
/** Whether it is one of this person's own chats. */
export const isIn = (chat: Chat, person: UserId): boolean => {
  const { room } = chat;
  if (isGroup(room)) return isMember(chat, person);
  return room.person === person || (room.kind === 'business' && room.owner === person);
};
export const isAdmin = (chat: Chat, user: UserId): boolean =>
  chat.members.get(user) === 'creator' || chat.members.get(user) === 'administrator';

/** The message another one replies to, and where it stands; nothing where it is gone. */
export function repliedTo(
  world: World,
  chat: Chat,
  { replyTo }: Message,
): { chat: Chat; message: Message } | undefined {
  if (replyTo === undefined) return undefined;
  const where = replyTo.place === undefined ? chat : world.chats.get(replyTo.place);
  const message = where?.messages.get(replyTo.id);
  return where === undefined || message === undefined ? undefined : { chat: where, message };
}
