import type { AccountId, ChatKey, CommandId, DeskId, IssueId, MessageId, SessionKey, UserKey } from '#contracts';

/** A proven tie between a messenger user and a tracker account. `chat` is the private chat news go to. */
export type Link = {
  desk: DeskId;
  user: UserKey;
  chat: ChatKey;
  account: AccountId;
  login: string;
  accountName: string;
  /** As the messenger showed the person when the link was made. */
  userName: string;
  language?: string | undefined;
  /** The account's own credential, sealed for `user`; absent: the desk acts for it with its own. */
  sealedKey?: string | undefined;
  at: number;
};

/** What a chat message is about: an issue or a comment of it, or the issue a command will create. */
export type MessageAbout = {
  chat: ChatKey;
  message: MessageId;
  issue?: IssueId | undefined;
  journal?: string | undefined;
  createdBy?: CommandId | undefined;
  /** The slot it stands in: what it shows next may be about something else. */
  slot?: string | undefined;
  /** Whether the person wrote it or we showed it. */
  direction: 'in' | 'out';
};

/** A command's write, made before its request goes out. Keyed by tracker; read without locks by any lane. */
export type WriteIntent = {
  /** The tracker's endpoint id: two desks may share a tracker. */
  tracker: string;
  command: CommandId;
  chat: ChatKey;
  session: SessionKey;
  account: AccountId;
  /** The issue it writes to; absent: it creates one. */
  issue?: IssueId | undefined;
  baseline: unknown;
  /** While open its attempt may still take effect. */
  open: boolean;
};

/** A remote item that is a command's own. Unique on tracker + item. */
export type Claim = {
  tracker: string;
  item: string;
  command: CommandId;
  chat: ChatKey;
  /** Of a write that was sent more than once: what its twin would be known by. Written, and read by `resent` alone. */
  mark?: string | undefined;
};

/** A write that was sent more than once, and the person whose it is. */
export type Resent = { tracker: string; mark: string; item: string; session: SessionKey };

/** Why a person was, or was not, shown a change. */
export type DecisionWhy =
  | 'delivered'
  | 'own-action'
  | 'no-link'
  | 'not-visible'
  | 'muted'
  | 'blocked'
  | 'quiet-hours'
  | 'nothing-shown';
export type Decision = {
  desk: DeskId;
  issue: IssueId;
  /** The journal entry, or `created`. */
  change: string;
  account: AccountId;
  accountName: string;
  why: DecisionWhy;
  at: number;
};

/**
 * How far a feed has come with an issue. `feed`: one desk's view of one tracker; two desks each follow it for themselves.
 * `unclaimed`: changes (as in `Decision`) that were passed as what somebody did in the tracker themselves, the latest last.
 */
export type JournalCursor = {
  feed: string;
  issue: IssueId;
  order: number;
  mark: string;
  unclaimed: readonly string[];
};

/**
 * What a creation became, kept for ever; without an issue it came to nothing. `madeFor`: the person without an account whom
 * the desk's own account made it for.
 */
export type Creation = {
  tracker: string;
  command: CommandId;
  issue?: IssueId | undefined;
  madeFor?: { session: SessionKey; name: string; language?: string | undefined } | undefined;
};

/** What stands in a chat of ours: which message shows each slot, and the last one we sent. */
export type ShownChat = {
  chat: ChatKey;
  slots: Readonly<Record<string, { message: MessageId; version: number }>>;
  lastOwn?: MessageId | undefined;
};

/** Rows beside the lane's own, written in its transaction. Sets are merged by kind into one statement each. */
export type CorrelationWrite =
  | { kind: 'about'; row: MessageAbout }
  | { kind: 'link'; row: Link }
  | { kind: 'unlink'; desk: DeskId; user: UserKey }
  /** Another credential of a linked account, sealed; nothing where its user is linked to another account by now, or to none. */
  | { kind: 'link-key'; user: UserKey; account: AccountId; sealedKey: string }
  /** What became of a creation: comments meant for it find their issue here, or learn that there is none. */
  | ({ kind: 'created' } & Creation)
  | { kind: 'intent'; row: WriteIntent }
  | { kind: 'claim'; row: Claim }
  | { kind: 'journal-cursor'; row: JournalCursor }
  | { kind: 'poll-cursor'; feed: string; cursor: unknown }
  | { kind: 'decision'; row: Decision }
  /** The chat takes nothing from us since then, or does again (`undefined`). */
  | { kind: 'blocked'; chat: ChatKey; since: number | undefined }
  | { kind: 'shown'; row: ShownChat };

/**
 * Where a look at writes goes: these items of a tracker, what may still land on this issue of it, and how far a feed has come
 * with it.
 */
export type WritePlace = { tracker: string; items: readonly string[]; issue?: IssueId; feed?: string };
export type WritesSeen = {
  claims: readonly Claim[];
  open: readonly WriteIntent[];
  cursors: readonly JournalCursor[];
};

/**
 * Set-based reads; each takes many, of any desks and trackers, and makes one round trip. Rows come in no order. Two
 * implementations: Postgres and memory.
 */
export interface CorrelationReads {
  links(users: readonly UserKey[]): Promise<ReadonlyMap<UserKey, Link>>;
  /** The links of these accounts: one account may have several. */
  linksOf(accounts: readonly Pick<Link, 'desk' | 'account'>[]): Promise<readonly Link[]>;
  about(messages: readonly Pick<MessageAbout, 'chat' | 'message'>[]): Promise<readonly MessageAbout[]>;
  /** What these commands became, as far as that is known. */
  created(commands: readonly CommandId[]): Promise<ReadonlyMap<CommandId, Creation>>;
  /** Which of these issues were created by a command of ours. */
  creations(issues: readonly { tracker: string; issue: IssueId }[]): Promise<readonly Creation[]>;
  pollCursors(feeds: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /** One statement for all, so that no item can slip between them: claims of these items, open intents, open creations. */
  writesAt(places: readonly WritePlace[]): Promise<WritesSeen>;
  /** Which of these items are claimed, whatever their issue. */
  claims(items: readonly Pick<Claim, 'tracker' | 'item'>[]): Promise<readonly Claim[]>;
  /** Settled writes that were sent more than once, by their marks. */
  resent(marks: readonly Pick<Resent, 'tracker' | 'mark'>[]): Promise<readonly Resent[]>;
  blocked(chats: readonly ChatKey[]): Promise<ReadonlyMap<ChatKey, number>>;
  shown(chats: readonly ChatKey[]): Promise<ReadonlyMap<ChatKey, ShownChat>>;
  decisions(desk: DeskId, issue: IssueId): Promise<readonly Decision[]>;
}
