import type { AccountId, ChatKey, CommandId, DeskId, IssueId, MessageId, SessionKey, UserKey } from '#contracts';
import type { Creation, Decision, DecisionWhy, Link, MessageAbout, WriteIntent } from '../port.js';

/** Rows as pg gives them: a bigint is a string, and what is absent is null. */
export type LinkRow = {
  user_key: UserKey;
  desk: DeskId;
  chat: ChatKey;
  account: AccountId;
  login: string;
  account_name: string;
  user_name: string;
  language: string | null;
  sealed_key: string | null;
  at: string;
};

export const toLink = (row: LinkRow): Link => ({
  desk: row.desk,
  user: row.user_key,
  chat: row.chat,
  account: row.account,
  login: row.login,
  accountName: row.account_name,
  userName: row.user_name,
  language: row.language ?? undefined,
  sealedKey: row.sealed_key ?? undefined,
  at: Number(row.at),
});

export type AboutRow = {
  chat: ChatKey;
  message: MessageId;
  issue: IssueId | null;
  journal: string | null;
  created_by: CommandId | null;
  direction: 'in' | 'out';
  slot: string | null;
};

export const toAbout = (row: AboutRow): MessageAbout => ({
  chat: row.chat,
  message: row.message,
  issue: row.issue ?? undefined,
  journal: row.journal ?? undefined,
  createdBy: row.created_by ?? undefined,
  direction: row.direction,
  slot: row.slot ?? undefined,
});

export type CreationRow = {
  command: CommandId;
  tracker: string;
  issue: IssueId | null;
  made_for: Creation['madeFor'] | null;
};

export const toCreation = ({ command, tracker, issue, made_for }: CreationRow): Creation => ({
  command,
  tracker,
  issue: issue ?? undefined,
  madeFor: made_for ?? undefined,
});

export type IntentRow = {
  tracker: string;
  command: CommandId;
  chat: ChatKey;
  session: SessionKey;
  account: AccountId;
  issue: IssueId | null;
  baseline: unknown;
};

/** Only open intents are ever read. */
export const toIntent = (row: IntentRow): WriteIntent => ({
  tracker: row.tracker,
  command: row.command,
  chat: row.chat,
  session: row.session,
  account: row.account,
  issue: row.issue ?? undefined,
  baseline: row.baseline ?? undefined,
  open: true,
});

export type DecisionRow = {
  desk: DeskId;
  issue: IssueId;
  change: string;
  account: AccountId;
  account_name: string;
  why: DecisionWhy;
  at: string;
};

export const toDecision = (row: DecisionRow): Decision => ({
  desk: row.desk,
  issue: row.issue,
  change: row.change,
  account: row.account,
  accountName: row.account_name,
  why: row.why,
  at: Number(row.at),
});
