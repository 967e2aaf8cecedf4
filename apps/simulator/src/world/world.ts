import type { JsonObject } from '../bot-api/json.js';
import type { Message } from './message.js';

/** Users, bots and persons alike, have one space of ids; groups have negative ones. Beyond 2³¹ on purpose. */
export type UserId = number;
/** `p:<bot>:<person>` for a private chat, `g:<id>` for a group, `b:<connection>:<person>` for one of a business: the chat ids of the Bot API are not unique among bots. */
export type ChatPlace = string;

export type Bot = {
  id: UserId;
  token: string;
  name: string;
  username: string;
  /** Privacy mode off: in groups it sees everything, not only what is meant for it. */
  readsAllGroupMessages: boolean;
};

export type Person = {
  id: UserId;
  name: string;
  lastName?: string | undefined;
  username?: string | undefined;
  /** BCP 47, as messengers report it. */
  language?: string | undefined;
  deactivated?: boolean | undefined;
};

/** `restricted`: in the group, but may only read. */
export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';
/** What an administrator may do beyond, or short of, the usual: `can_delete_messages` and its like of the Bot API. */
export type AdminRights = Readonly<Record<string, boolean>>;

export type Chat = {
  place: ChatPlace;
  room:
    | { kind: 'private'; bot: UserId; person: UserId }
    /** `owner` and `person` talk with each other; the bot may answer for the owner. */
    | { kind: 'business'; connection: string; bot: UserId; owner: UserId; person: UserId }
    /** `movedTo`: the supergroup it became. */
    | { kind: 'group' | 'supergroup'; id: number; title: string; movedTo?: number; isForum?: boolean };
  /** In a private chat only the bot has one: `kicked` once it is blocked. */
  members: Map<UserId, MemberStatus>;
  /** Of administrators that have other rights than the usual ones. */
  rights?: Map<UserId, AdminRights>;
  messages: Map<number, Message>;
  lastMessageId: number;
  /** The bot that spoke last. */
  lastBot?: UserId;
};

export type StoredFile = {
  /** Also the name of its blob. */
  key: string;
  /** What `getFile` tells: `documents/file_7.pdf`. */
  path: string;
  name: string;
  mime: string;
  size: number;
};

/** A pressed button: the callback query. */
export type Press = {
  id: string;
  at: number;
  bot: UserId;
  person: UserId;
  place: ChatPlace;
  message: number;
  data: string;
  answer?: Toast | undefined;
};
export type Toast = { text: string; alert: boolean; url?: string | undefined };

export type Webhook = {
  url: string;
  secret?: string | undefined;
  maxConnections: number;
  ipAddress?: string | undefined;
  hasCertificate: boolean;
};

/** An update that waits for its bot. `body` is the whole update but its id, as JSON, made when it happened. */
export type PendingUpdate = {
  id: number;
  type: string;
  /** Updates of one queue reach a webhook one after the other. */
  queue: string;
  body: string;
  /** Milliseconds since 1970; after that it is dropped. */
  expiresAt: number;
};

export type BotState = {
  bot: Bot;
  webhook?: Webhook | undefined;
  /** Absent: everything but `chat_member`, `message_reaction` and `message_reaction_count`. */
  allowedUpdates?: readonly string[] | undefined;
  lastUpdateId: number;
  pending: Map<number, PendingUpdate>;
  /** Held back by a fault, without an id yet. */
  held: Map<number, PendingUpdate>;
  /** By scope and language. */
  commands: Map<string, JsonObject[]>;
};

/** A bot that may answer in its owner's chats. `at`: milliseconds since 1970. */
export type BusinessConnection = { id: string; bot: UserId; owner: UserId; at: number; enabled: boolean };

export type World = {
  bots: Map<UserId, BotState>;
  persons: Map<UserId, Person>;
  chats: Map<ChatPlace, Chat>;
  businesses: Map<string, BusinessConnection>;
  files: Map<string, StoredFile>;
  /** `<bot>/<file key>` → until when that bot may download it, milliseconds since 1970. */
  links: Map<string, number>;
  presses: Map<string, Press>;
  lastFile: number;
  lastPress: number;
  lastAlbum: number;
};

export const emptyWorld = (): World => ({
  bots: new Map(),
  persons: new Map(),
  chats: new Map(),
  businesses: new Map(),
  files: new Map(),
  links: new Map(),
  presses: new Map(),
  lastFile: 0,
  lastPress: 0,
  lastAlbum: 0,
});

export const privatePlace = (bot: UserId, person: UserId): ChatPlace => `p:${bot}:${person}`;
export const businessPlace = (connection: string, person: UserId): ChatPlace => `b:${connection}:${person}`;
export const groupPlace = (id: number): ChatPlace => `g:${id}`;
