import { accountId, digest, issueId, messageId, plain, type Action, type Command } from '#contracts';
import type { Claim, JournalCursor, WriteIntent } from '#correlation';
import { type Account, type Issue, itemOf, type Journal, type RemoteItem } from '#ports/tracker';
import type { CommandWork, WriteBaseline } from '../domain/work-body.js';
import { ANNA, DESK, MARK, sessionOfWriter, type Writer } from './people.js';

/** Facts as the pure core is given them; what a test does not say is usual. */

export const TRACKER = 'memory:tracker.example';
export const annasAccount: Account = { id: accountId('3'), login: 'anna', name: 'Anna Karenina' };
export const borisAccount: Account = { id: accountId('2'), login: 'boris', name: 'Boris Petrov' };
const head = { id: issueId('4318'), label: '#4318', title: 'The shop is slow', url: 'https://tracker.example/4318' };

export const issueOf = (fields: Partial<Issue> = {}): Issue => ({
  ...head,
  description: 'Since this morning.',
  author: annasAccount,
  watchers: [],
  createdAt: 1_000,
  updatedAt: 1_000,
  files: [],
  journals: [],
  ...fields,
});

export const journalOf = (id: number, fields: Partial<Journal> = {}): Journal => ({
  id: String(id),
  order: id,
  author: borisAccount,
  at: 2_000,
  text: `entry ${id}`,
  private: false,
  details: [],
  files: [],
  ...fields,
});

export const itemOfAnna = (id: number, text: string, fields: Partial<RemoteItem> = {}): RemoteItem => ({
  key: itemOf.journal(String(id)),
  author: annasAccount.id,
  issue: head,
  text,
  uploadIds: [],
  journal: String(id),
  ...fields,
});

export const baselineOf = (fields: Partial<WriteBaseline> = {}): WriteBaseline => ({
  tracker: TRACKER,
  ids: { highest: 1 },
  account: annasAccount.id,
  issue: head.id,
  uploads: [],
  dropped: [],
  ...fields,
});

export const cursorAt = (order: number): JournalCursor => ({
  feed: 'a feed',
  issue: head.id,
  order,
  mark: 'm',
  unclaimed: [],
});

export const intentOfAnna = (fields: Partial<WriteIntent> = {}): WriteIntent => ({
  tracker: TRACKER,
  command: digest('a command'),
  chat: ANNA.chat,
  session: sessionOfWriter(ANNA),
  account: annasAccount.id,
  issue: head.id,
  baseline: {},
  open: true,
  ...fields,
});

export const claimOf = (item: string): Claim => ({
  tracker: TRACKER,
  item,
  command: digest('a command'),
  chat: ANNA.chat,
});

export function commandOf<A extends Action>(action: A, who: Writer = ANNA): Command & { action: A } {
  const acting: Command['acting'] =
    who === MARK
      ? { kind: 'shared' }
      : { kind: 'account', account: annasAccount.id, login: 'anna', name: annasAccount.name };
  const sender = { user: who.user, name: who.name };
  const session = sessionOfWriter(who);
  return { desk: DESK, chat: who.chat, session, sender, acting, messages: [messageId(7)], at: 1_000, action };
}

export const words = (text: string) => ({ text: plain(text), files: [] });

export const creationOf = (who: Writer = ANNA): CommandWork => ({
  id: digest('a creation'),
  command: commandOf({ kind: 'create', subject: 'The shop is slow', words: words('Since this morning.') }, who),
});
