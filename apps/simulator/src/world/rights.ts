import { isAdmin } from './lookup.js';
import type { AdminRights, Chat, UserId } from './world.js';

/** What administrators may do unless it is said otherwise (Bot API, ChatMemberAdministrator). */
const usual: AdminRights = {
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

export const rightsOf = (chat: Chat, admin: UserId): AdminRights => ({ ...usual, ...chat.rights?.get(admin) });

/** Whether they may delete what others wrote. */
export const mayClean = (chat: Chat, user: UserId): boolean =>
  isAdmin(chat, user) && (chat.members.get(user) === 'creator' || rightsOf(chat, user)['can_delete_messages'] === true);

/** Of someone who may only read (Bot API, ChatMemberRestricted). */
export const noPermissions: AdminRights = {
  can_send_messages: false,
  can_send_audios: false,
  can_send_documents: false,
  can_send_photos: false,
  can_send_videos: false,
  can_send_video_notes: false,
  can_send_voice_notes: false,
  can_send_polls: false,
  can_send_other_messages: false,
  can_add_web_page_previews: false,
  can_react_to_messages: false,
  can_edit_tag: false,
  can_change_info: false,
  can_invite_users: false,
  can_pin_messages: false,
  can_manage_topics: false,
};
