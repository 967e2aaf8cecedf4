import { isMember } from '../../world/lookup.js';
import { renderChat } from '../../world/render-chat.js';
import { renderMember } from '../../world/render-member.js';
import { changeMembership } from '../../persons/memberships.js';
import { badRequest } from '../error.js';
import { findChat, findWritableChat } from '../find-chat.js';
import { answer, type Method } from '../method.js';

const gifts = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
};

export const getChat: Method = (call) => {
  const chat = findChat(call);
  return answer({
    ...renderChat(call.ground.history.world, chat),
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: gifts,
  });
};

export const getChatMember: Method = (call) => {
  const chat = findChat(call);
  const { world } = call.ground.history;
  const user = call.params.integer('user_id') ?? 0;
  if (!world.persons.has(user) && !world.bots.has(user)) throw badRequest('user not found');
  const inside = chat.room.kind === 'private' && chat.room.person === user;
  return answer(renderMember(world, chat, user, inside ? 'member' : (chat.members.get(user) ?? 'left')));
};

export const getChatMemberCount: Method = (call) => {
  const chat = findChat(call);
  if (chat.room.kind === 'private') return answer(2);
  return answer([...chat.members.keys()].filter((user) => isMember(chat, user)).length);
};

/** Persons only: other bots are not among them. */
export const getChatAdministrators: Method = (call) => {
  const chat = findChat(call);
  const { world } = call.ground.history;
  if (chat.room.kind === 'private') throw badRequest('there are no administrators in the private chat');
  const admins = [...chat.members].filter(
    ([user, status]) =>
      (status === 'creator' || status === 'administrator') && (world.persons.has(user) || user === call.state.bot.id),
  );
  return answer(admins.map(([user, status]) => renderMember(world, chat, user, status)));
};

export const leaveChat: Method = (call) => {
  const chat = findWritableChat(call);
  if (chat.room.kind === 'private') throw badRequest("chat member status can't be changed in private chats");
  const { id } = call.state.bot;
  changeMembership(call.ground, { place: chat.place, user: id, by: id, status: 'left' });
  return answer(true);
};
