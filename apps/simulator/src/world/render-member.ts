import type { JsonObject } from '../bot-api/json.js';
import { renderChat, renderUser } from './render-chat.js';
import type { Chat, MemberStatus, UserId, World } from './world.js';

const modestRights = {
  can_be_edited: false,
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: false,
  can_restrict_members: false,
  can_promote_members: false,
  can_change_info: false,
  can_invite_users: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
};

/** A `ChatMember` of the Bot API. */
export function renderMember(world: World, user: UserId, status: MemberStatus): JsonObject {
  const shown = { status, user: renderUser(world, user) };
  switch (status) {
    case 'creator':
      return { ...shown, is_anonymous: false };
    case 'administrator':
      return { ...shown, ...modestRights };
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
  old_chat_member: renderMember(world, change.user, before),
  new_chat_member: renderMember(world, change.user, change.status),
});
