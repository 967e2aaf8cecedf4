import type { JsonObject } from '../bot-api/json.js';
import type { Content, Message } from './message.js';
import type {
  AdminRights,
  Bot,
  BusinessConnection,
  Chat,
  ChatPlace,
  MemberStatus,
  PendingUpdate,
  Person,
  Press,
  StoredFile,
  Toast,
  UserId,
  Webhook,
} from './world.js';

/** A message as it goes into the journal: reactions come later, as events of their own. */
export type PostedMessage = Omit<Message, 'reactions'>;

/**
 * Everything that can happen. Each holds all that was decided or drawn, so that the world is the fold of its events and
 * of nothing else: no clock, no chance. `at` is milliseconds since 1970.
 */
export type WorldEvent = { at: number } & (
  | { kind: 'bot-created'; bot: Bot; lastUpdateId: number }
  | { kind: 'person-created'; person: Person }
  | { kind: 'person-deactivated'; person: UserId }
  /** Someone lets a bot answer for them, or does so no more. */
  | { kind: 'business-set'; connection: BusinessConnection }
  | { kind: 'chat-opened'; place: ChatPlace; room: Chat['room'] }
  /** A group becomes a supergroup with an id of its own; its members come along, its messages do not. */
  | { kind: 'group-moved'; place: ChatPlace; to: number }
  | { kind: 'member-changed'; place: ChatPlace; user: UserId; by: UserId; status: MemberStatus; rights?: AdminRights }
  | { kind: 'message-posted'; place: ChatPlace; message: PostedMessage }
  | {
      kind: 'message-edited';
      place: ChatPlace;
      id: number;
      by: UserId;
      content: Content;
      buttons?: Message['buttons'];
    }
  | { kind: 'messages-deleted'; place: ChatPlace; ids: readonly number[] }
  | { kind: 'reacted'; place: ChatPlace; id: number; by: UserId; emojis: readonly string[] }
  | { kind: 'button-pressed'; press: Press }
  | { kind: 'press-answered'; id: string; toast: Toast }
  /** Typing and the like: shown for 5 s, changes nothing. */
  | { kind: 'action-shown'; place: ChatPlace; by: UserId; action: string }
  | { kind: 'file-stored'; file: StoredFile }
  /** The bot asked for its path: it may download it `until` then, milliseconds since 1970. */
  | { kind: 'file-linked'; bot: UserId; file: string; until: number }
  | { kind: 'album-numbered' }
  | { kind: 'commands-set'; bot: UserId; scope: string; commands: JsonObject[] }
  | { kind: 'webhook-set'; bot: UserId; webhook?: Webhook; dropPending: boolean }
  | { kind: 'allowed-updates-set'; bot: UserId; types?: readonly string[] }
  /** Delivered, confirmed or expired: they wait no more. */
  | { kind: 'updates-settled'; bot: UserId; ids: readonly number[] }
  | { kind: 'update-injected'; bot: UserId; update: Omit<PendingUpdate, 'id'> }
  | { kind: 'update-held'; bot: UserId; id: number }
  | { kind: 'update-released'; bot: UserId; id: number }
);

/** What else must be done because of an event. */
export type Effect =
  | { kind: 'update-queued'; bot: UserId; update: PendingUpdate }
  | { kind: 'webhook-changed'; bot: UserId };
