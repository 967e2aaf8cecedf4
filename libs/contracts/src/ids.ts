import { hash } from 'node:crypto';
import { z } from 'zod';

/**
 * Every id is an opaque string with a brand. Only this file builds or parses one; their spelling is persisted, so
 * changing it is a migration.
 */
const id = <B extends string>() => z.string().min(1).max(512).brand<B>();
/** One that other ids can be read from. Who is sent one that they cannot must not find out in the midst of work. */
const key = <B extends string>(isReadable: (text: string) => boolean) =>
  z.string().min(1).max(512).refine(isReadable).brand<B>();

/** Of so many parts, as `join` spells them. */
const hasParts = (count: number) => (text: string) => {
  try {
    const parts = split(text);
    return parts.length === count && parts.every((part) => part !== '');
  } catch {
    return false;
  }
};
const isOfChat = hasParts(3);
const isOfSession = (text: string) => {
  const bar = text.indexOf('|');
  return bar > 0 && isOfChat(text.slice(0, bar)) && bar < text.length - 1;
};

export const DeskId = id<'DeskId'>();
export type DeskId = z.infer<typeof DeskId>;
/** One messenger account of a desk. */
export const ChannelId = id<'ChannelId'>();
export type ChannelId = z.infer<typeof ChannelId>;
/** Desk + channel + the messenger's chat id: the partition key of everything that happens in a chat. */
export const ChatKey = key<'ChatKey'>(isOfChat);
export type ChatKey = z.infer<typeof ChatKey>;
/** A messenger user as one desk's channel knows them. Binds the numeric id, never a name. */
export const UserKey = key<'UserKey'>(isOfChat);
export type UserKey = z.infer<typeof UserKey>;
/** One person in one chat. */
export const SessionKey = key<'SessionKey'>(isOfSession);
export type SessionKey = z.infer<typeof SessionKey>;
/** The tracker's own id of an account, an issue, a journal entry, an attachment: opaque outside its adapter. */
export const AccountId = id<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;
export const IssueId = id<'IssueId'>();
export type IssueId = z.infer<typeof IssueId>;
/** Desk + issue: the key of hints and re-reads. */
export const IssueKey = key<'IssueKey'>(hasParts(2));
export type IssueKey = z.infer<typeof IssueKey>;
/** The messenger's own id of a message; unique within its chat only. */
export const MessageId = id<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;
export const RecordId = id<'RecordId'>();
export type RecordId = z.infer<typeof RecordId>;
/** A command keeps the id of the record that carries it. */
export type CommandId = RecordId;
export const CommandId = RecordId;

/** What writes are partitioned by where an account of their own makes them: desk + acting account. */
export const WorkKey = id<'WorkKey'>();
export type WorkKey = z.infer<typeof WorkKey>;

const join = (...parts: string[]) => parts.map(encodeURIComponent).join('/');
/** Most keys escape nothing. */
const split = (key: string) => (key.includes('%') ? key.split('/').map(decodeURIComponent) : key.split('/'));

export const deskId = (text: string) => DeskId.parse(text);
export const channelId = (text: string) => ChannelId.parse(text);
export const accountId = (text: string) => AccountId.parse(text);
export const issueId = (text: string) => IssueId.parse(text);
export const messageId = (text: string | number) => MessageId.parse(String(text));

export const chatKey = (desk: DeskId, channel: ChannelId, chat: string) => ChatKey.parse(join(desk, channel, chat));
export const userKey = (desk: DeskId, channel: ChannelId, user: string) => UserKey.parse(join(desk, channel, user));
export const sessionKey = (chat: ChatKey, user: UserKey) => SessionKey.parse(`${chat}|${split(user)[2] ?? ''}`);
export const issueKey = (desk: DeskId, issue: IssueId) => IssueKey.parse(join(desk, issue));

export const workKey = (desk: DeskId, account: AccountId) => WorkKey.parse(`account:${join(desk, account)}`);

/** Whose session in which chat a session key names. */
export function sessionOf(key: SessionKey): { chat: ChatKey; user: UserKey } {
  const bar = key.indexOf('|');
  const chat = key.slice(0, bar) as ChatKey;
  const { desk, channel } = chatOf(chat);
  return { chat, user: join(desk, channel, key.slice(bar + 1)) as UserKey };
}

/** The parts of a chat key, for the edge that must speak to the messenger. */
export function chatOf(key: ChatKey): { desk: DeskId; channel: ChannelId; chat: string } {
  const [desk = '', channel = '', chat = ''] = split(key);
  return { desk: desk as DeskId, channel: channel as ChannelId, chat };
}

/** The messenger's own user id inside a user key. */
export function userOf(key: UserKey): { desk: DeskId; channel: ChannelId; user: string } {
  const [desk = '', channel = '', user = ''] = split(key);
  return { desk: desk as DeskId, channel: channel as ChannelId, user };
}

export function issueOf(key: IssueKey): { desk: DeskId; issue: IssueId } {
  const [desk = '', issue = ''] = split(key);
  return { desk: desk as DeskId, issue: issue as IssueId };
}

/**
 * A record's id: a hash of its cause's ids, its ordinal among what that cause brought about, and its payload. Never an
 * offset, a sequence or a clock, so that work done again makes the same ids.
 */
export function recordId(causes: readonly string[], ordinal: number, payload: unknown): RecordId {
  const said = JSON.stringify([causes, ordinal, payload]);
  return hash('sha256', said, 'base64url').slice(0, 27) as RecordId;
}

/** 162 bits of a SHA-256, url-safe: the same spelling as a record id, for tokens and names derived from it. */
export const digest = (...parts: string[]) => recordId(parts, 0, null);
