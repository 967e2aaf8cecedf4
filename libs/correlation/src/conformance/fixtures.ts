import {
  accountId,
  channelId,
  chatKey,
  deskId,
  digest,
  issueId,
  messageId,
  sessionKey,
  userKey,
  type CommandId,
} from '#contracts';
import type { Claim, Creation, Decision, JournalCursor, Link, MessageAbout, WriteIntent } from '../port.js';

export const desk = deskId('acme');
const channel = channelId('bot');
export const TRACKER = 'https://redmine.example';

export const chat = (id: string) => chatKey(desk, channel, id);
export const user = (id: string) => userKey(desk, channel, id);
export const issue = (id: string) => issueId(id);
export const message = (id: string) => messageId(id);
export const account = (id: string) => accountId(id);
export const command = (name: string): CommandId => digest(name);

export const link = (of: string, fields: Partial<Link> = {}): Link => ({
  desk,
  user: user(of),
  chat: chat(of),
  account: account(`account-${of}`),
  login: of,
  accountName: `${of} Karenina`,
  userName: of,
  language: undefined,
  sealedKey: undefined,
  at: 1_000,
  ...fields,
});

export const about = (id: string, fields: Partial<MessageAbout> = {}): MessageAbout => ({
  chat: chat('anna'),
  message: message(id),
  issue: issue('4318'),
  journal: undefined,
  createdBy: undefined,
  slot: undefined,
  direction: 'out',
  ...fields,
});

export const intent = (name: string, fields: Partial<WriteIntent> = {}): WriteIntent => ({
  tracker: TRACKER,
  command: command(name),
  chat: chat('anna'),
  session: sessionKey(chat('anna'), user('anna')),
  account: account('anna'),
  issue: issue('4318'),
  baseline: { journal: 991 },
  open: true,
  ...fields,
});

export const claim = (item: string, by: string): Claim => ({
  tracker: TRACKER,
  item,
  command: command(by),
  chat: chat('anna'),
});

export const creation = (name: string, of: string, fields: Partial<Creation> = {}): Creation => ({
  tracker: TRACKER,
  command: command(name),
  issue: issue(of),
  madeFor: undefined,
  ...fields,
});

export const FEED = `${TRACKER} acme`;

export const cursor = (of: string, order: number, mark: string): JournalCursor => ({
  feed: FEED,
  issue: issue(of),
  order,
  mark,
  unclaimed: [],
});

export const decision = (change: string, fields: Partial<Decision> = {}): Decision => ({
  desk,
  issue: issue('4318'),
  change,
  account: account('anna'),
  accountName: 'Anna Karenina',
  why: 'delivered',
  at: 1_000,
  ...fields,
});
