import type { JsonObject } from '../bot-api/json.js';
import type { ChatPlace, UserId } from './world.js';

export type Entity = {
  type: string;
  /** UTF-16 units. */
  offset: number;
  length: number;
  url?: string | undefined;
  language?: string | undefined;
  custom_emoji_id?: string | undefined;
  user?: JsonObject | undefined;
};
export type FormattedText = { text: string; entities: Entity[] };

export type MediaKind = 'photo' | 'document' | 'video' | 'audio' | 'voice' | 'sticker' | 'animation' | 'video_note';
export type Media = {
  kind: MediaKind;
  file: string;
  duration?: number;
  width?: number;
  height?: number;
  emoji?: string;
};

export type Content =
  | { kind: 'text'; text: FormattedText }
  | { kind: 'media'; media: Media; caption: FormattedText }
  /** A contact, a location, a poll …: as the Bot API shows it. */
  | { kind: 'other'; fields: JsonObject }
  /** In a forum: its message's id is the topic's own. */
  | { kind: 'service'; what: 'topic-created'; name: string }
  | { kind: 'service'; what: 'joined' | 'left'; user: UserId }
  /** It became a supergroup, or it was a group: the other's id. */
  | { kind: 'service'; what: 'moved-to' | 'moved-from'; chat: number };

/** As a bot gave it, already checked: `text` and one thing it does. */
export type Button = JsonObject & { text: string; callback_data?: string; url?: string };

export type Message = {
  id: number;
  from: UserId;
  /** Milliseconds since 1970. */
  at: number;
  editedAt?: number | undefined;
  content: Content;
  /** `place`: the other chat it stands in, if it is not the same one. */
  replyTo?:
    | {
        id: number;
        place?: ChatPlace | undefined;
        quote?: { text: string; position: number; isManual: boolean } | undefined;
      }
    | undefined;
  /** The topic of a forum it stands in, or the first message of the replies it belongs to; in supergroups only. */
  thread?: number | undefined;
  /** Buttons under the message. */
  buttons?: Button[][] | undefined;
  /** A reply keyboard, its removal, or an opened answer field: as the bot gave it. */
  keyboard?: JsonObject | undefined;
  album?: string | undefined;
  /** The bot that wrote it in the sender's name. */
  businessBot?: UserId | undefined;
  forwardedFrom?: { user: UserId; at: number } | undefined;
  /** By user id. */
  reactions: Map<UserId, readonly string[]>;
};

export const noText: FormattedText = { text: '', entities: [] };
