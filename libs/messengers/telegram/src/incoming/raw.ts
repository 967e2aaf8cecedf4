import { z } from 'zod';

/**
 * What of the Bot API we read; everything else passes by. Ids have at most 52 bits (core.telegram.org/bots/api#user), so
 * that a JavaScript number holds them.
 */
const Id = z.int();

export const RawUser = z.object({
  id: Id,
  is_bot: z.boolean().optional(),
  first_name: z.string(),
  last_name: z.string().optional(),
  language_code: z.string().optional(),
});
export type RawUser = z.infer<typeof RawUser>;

export const RawChat = z.object({ id: Id, type: z.enum(['private', 'group', 'supergroup', 'channel']) });
export type RawChat = z.infer<typeof RawChat>;

export const RawEntity = z.object({
  type: z.string(),
  offset: z.int().nonnegative(),
  length: z.int().positive(),
  url: z.string().optional(),
  language: z.string().optional(),
});
export type RawEntity = z.infer<typeof RawEntity>;

export const RawFile = z.object({
  file_id: z.string().min(1),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.int().nonnegative().optional(),
  is_animated: z.boolean().optional(),
  is_video: z.boolean().optional(),
});
export type RawFile = z.infer<typeof RawFile>;

/** Loose: the fields we do not know tell what kind of message it is. */
export const RawMessage = z.looseObject({
  message_id: Id,
  date: z.int(),
  edit_date: z.int().optional(),
  chat: RawChat,
  from: RawUser.optional(),
  sender_chat: z.unknown().optional(),
  text: z.string().optional(),
  entities: z.array(RawEntity).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(RawEntity).optional(),
  media_group_id: z.string().optional(),
  forward_origin: z.unknown().optional(),
  reply_to_message: z.looseObject({ message_id: Id, from: z.object({ id: Id }).optional() }).optional(),
  external_reply: z.object({ message_id: Id.optional(), chat: RawChat.optional() }).optional(),
  photo: z.array(RawFile).optional(),
  document: RawFile.optional(),
  video: RawFile.optional(),
  audio: RawFile.optional(),
  voice: RawFile.optional(),
  video_note: RawFile.optional(),
  animation: RawFile.optional(),
  sticker: RawFile.optional(),
});
export type RawMessage = z.infer<typeof RawMessage>;

export const RawPress = z.object({
  id: z.string().min(1),
  from: RawUser,
  /** Absent for inline messages; without content (`date` 0) where the message is too old or gone. */
  message: z.object({ message_id: Id, chat: RawChat }).optional(),
  data: z.string().optional(),
});
export type RawPress = z.infer<typeof RawPress>;

export const RawMembership = z.object({
  chat: RawChat,
  from: RawUser,
  date: z.int(),
  new_chat_member: z.object({ status: z.string(), is_member: z.boolean().optional() }),
});
export type RawMembership = z.infer<typeof RawMembership>;

export const RawUpdate = z.looseObject({ update_id: Id });
