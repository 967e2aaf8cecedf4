import type { JsonObject } from '../bot-api/json.js';
import { renderChat, renderUser } from './render-chat.js';
import { noPermissions, rightsOf } from './rights.js';
import type { Chat, MemberStatus, UserId, World } from './world.js';

/** A `ChatMember` of the Bot API. */
export function renderMember(world: World, chat: Chat, user: UserId, status: MemberStatus): JsonObject {
  const shown = { status, user: renderUser(world, user) };
  switch (status) {
    case 'creator':
      return { ...shown, is_anonymous: false };
    case 'administrator':
      return { ...shown, can_be_edited: false, is_anonymous: false, ...rightsOf(chat, user) };
    case 'restricted':
      return { ...shown, is_member: true, ...noPermissions, until_date: 0 };
    case 'kicked':
      return { ...shown, until_date: 0 };
    case 'member':
    case 'left':
      return shown;
  }
}

/** A `ChatMemberUpdated` of the Bot API. */
export const memberUpdate = (
  world: World,
  chat: Chat,
  change: { user: UserId; by: UserId; status: MemberStatus; at: number },
  before: MemberStatus,
): JsonObject => ({
  chat: renderChat(world, chat),
  from: renderUser(world, change.by),
  date: Math.floor(change.at / 1000),
  old_chat_member: renderMember(world, chat, change.user, before),
  new_chat_member: renderMember(world, chat, change.user, change.status),
});
