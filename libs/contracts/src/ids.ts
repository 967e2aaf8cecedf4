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
const hasParts = (count: number) => {
  const spelled = new RegExp(`^[^/]+(?:/[^/]+){${count - 1}}$`);
  return (text: string) => spelled.test(text) && (!text.includes('%') || isDecodable(text));
};
const isDecodable = (text: string) => {
  try {
    decodeURIComponent(text);
    return true;
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

/** Most keys escape nothing. */
const spell = (part: string) => (/^[\w.-]*$/.test(part) ? part : encodeURIComponent(part));
const join = (...parts: string[]) => parts.map(spell).join('/');
const split = (key: string) => (key.includes('%') ? key.split('/').map(decodeURIComponent) : key.split('/'));

/** Makes ids of one kind; throws what the schema throws. */
const maker = <S extends z.ZodType>(schema: S) => {
  const compiled = z.compile(schema);
  return (text: string): z.infer<S> => compiled.parse(text);
};
export const deskId = maker(DeskId);
export const channelId = maker(ChannelId);
export const accountId = maker(AccountId);
export const issueId = maker(IssueId);
const makeMessageId = maker(MessageId);
export const messageId = (text: string | number) => makeMessageId(String(text));

const makeChatKey = maker(ChatKey);
const makeUserKey = maker(UserKey);
const makeSessionKey = maker(SessionKey);
const makeIssueKey = maker(IssueKey);
export const chatKey = (desk: DeskId, channel: ChannelId, chat: string) => makeChatKey(join(desk, channel, chat));
export const userKey = (desk: DeskId, channel: ChannelId, user: string) => makeUserKey(join(desk, channel, user));
export const sessionKey = (chat: ChatKey, user: UserKey) => makeSessionKey(`${chat}|${split(user)[2] ?? ''}`);
export const issueKey = (desk: DeskId, issue: IssueId) => makeIssueKey(join(desk, issue));

const makeWorkKey = maker(WorkKey);
export const workKey = (desk: DeskId, account: AccountId) => makeWorkKey(`account:${join(desk, account)}`);

/** Whose session in which chat a session key names. */
export function sessionOf(key: SessionKey): { chat: ChatKey; user: UserKey } {
  const bar = key.indexOf('|');
  const chat = key.slice(0, bar) as ChatKey;
  const channel = chat.slice(0, chat.lastIndexOf('/'));
  return { chat, user: `${channel}/${spell(key.slice(bar + 1))}` as UserKey };
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
