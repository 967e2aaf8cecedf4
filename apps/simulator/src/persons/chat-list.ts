import type { Chat, ChatPlace, UserId, World } from '../world/world.js';
import { isIn, nameOf } from '../world/lookup.js';
import { bubbleOf, type Bubble } from './bubble.js';

export type ListedChat = {
  place: ChatPlace;
  kind: Chat['room']['kind'];
  title: string;
  /** The bot of a private chat. */
  bot?: UserId;
  blocked: boolean;
  members: { id: UserId; name: string; status: string }[];
  last?: Bubble;
};

export type PersonWorld = {
  bots: { id: UserId; name: string; username: string; link: string }[];
  persons: { id: UserId; name: string; language?: string | undefined }[];
};

/** Everyone there is, without tokens. */
export const residents = (world: World): PersonWorld => ({
  bots: [...world.bots.values()].map(({ bot: { id, name, username } }) => ({
    id,
    name,
    username,
    link: `https://t.me/${username}`,
  })),
  persons: [...world.persons.values()].map(({ id, language }) => ({ id, name: nameOf(world, id), language })),
});

export const chatsOf = (world: World, person: UserId): ListedChat[] =>
  [...world.chats.values()].filter((chat) => isIn(chat, person)).map((chat) => listChat(world, chat));

export function listChat(world: World, chat: Chat): ListedChat {
  const { room } = chat;
  const last = chat.messages.get(chat.lastMessageId);
  return {
    place: chat.place,
    kind: room.kind,
    title: titleOf(world, chat),
    ...(room.kind === 'private' ? { bot: room.bot } : {}),
    blocked: room.kind === 'private' && chat.members.get(room.bot) === 'kicked',
    members: [...chat.members].map(([id, status]) => ({ id, name: nameOf(world, id), status })),
    ...(last === undefined ? {} : { last: bubbleOf(world, chat, last) }),
  };
}

function titleOf(world: World, { room }: Chat): string {
  switch (room.kind) {
    case 'private':
      return nameOf(world, room.bot);
    case 'business':
      return `${nameOf(world, room.owner)}, ${nameOf(world, room.person)}`;
    case 'group':
    case 'supergroup':
      return room.title;
  }
}
