import { memberUpdate } from './render-member.js';
import { botOf, chatAt, chatIdOf, personOf } from './lookup.js';
import { queueUpdate } from './queue-update.js';
import { groupPlace, type MemberStatus, type World } from './world.js';
import type { Effect, WorldEvent } from './world-event.js';

type Happened = Extract<
  WorldEvent,
  { kind: 'bot-created' | 'person-created' | 'person-deactivated' | 'chat-opened' | 'group-moved' | 'member-changed' }
>;

/** Who there is, and who is where. */
export function applyMembers(world: World, event: Happened): Effect[] {
  switch (event.kind) {
    case 'bot-created': {
      const { bot, lastUpdateId } = event;
      world.bots.set(bot.id, { bot, lastUpdateId, pending: new Map(), held: new Map(), commands: new Map() });
      return [];
    }
    case 'person-created':
      world.persons.set(event.person.id, { ...event.person });
      return [];
    case 'person-deactivated':
      personOf(world, event.person).deactivated = true;
      return [];
    case 'chat-opened': {
      const { place, room } = event;
      const members = new Map<number, MemberStatus>(room.kind === 'private' ? [[room.bot, 'member']] : []);
      world.chats.set(place, { place, room: { ...room }, members, messages: new Map(), lastMessageId: 0 });
      return [];
    }
    case 'group-moved': {
      const { room, members, rights = [] } = chatAt(world, event.place);
      if (room.kind !== 'group') throw new RangeError('Only a group becomes a supergroup');
      room.movedTo = event.to;
      const place = groupPlace(event.to);
      const moved = { kind: 'supergroup', id: event.to, title: room.title } as const;
      const came = { members: new Map(members), rights: new Map(rights) };
      world.chats.set(place, { place, room: moved, ...came, messages: new Map(), lastMessageId: 0 });
      return [];
    }
    case 'member-changed':
      return changeMember(world, event);
  }
}

/** A bot hears of itself by `my_chat_member`; of others by `chat_member`, where it is an administrator and asked for it. */
function changeMember(world: World, event: Extract<Happened, { kind: 'member-changed' }>): Effect[] {
  const chat = chatAt(world, event.place);
  const before = chat.members.get(event.user) ?? 'left';
  chat.members.set(event.user, event.status);
  if (event.rights !== undefined) (chat.rights ??= new Map()).set(event.user, event.rights);
  const payload = memberUpdate(world, chat, event, before);
  const id = chatIdOf(chat);
  if (world.bots.has(event.user)) {
    return queueUpdate(botOf(world, event.user), 'my_chat_member', `member:${id}`, event.at, payload);
  }
  return [...chat.members].flatMap(([member, status]) => {
    const state = world.bots.get(member);
    if (state === undefined || (status !== 'administrator' && status !== 'creator')) return [];
    return queueUpdate(state, 'chat_member', `members:${id}`, event.at, payload);
  });
}
