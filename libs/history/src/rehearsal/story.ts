import {
  accountId,
  channelId,
  type ChatKey,
  chatKey,
  deskId,
  type IssueKey,
  issueId,
  issueKey,
  messageId,
  userKey,
} from '#contracts';
import { type History, type Item, judge, type Shown, type Written } from '../index.js';

const DESK = deskId('acme');
const CHANNEL = channelId('telegram');

export const chatOf = (name: string) => chatKey(DESK, CHANNEL, name);
export const issue = (id: number) => issueKey(DESK, issueId(String(id)));

/** Tells a history line by line, each a millisecond after the one before; who is told of writes in a chat of their own. */
export function story() {
  const history = {
    ...{ written: [], commented: [], told: [], items: [], shown: [], owned: [], deeds: [] },
  } as { [K in keyof History]: History[K][number][] };
  let now = 0;
  let ids = 0;
  const next = () => (ids += 1);
  const at = () => (now += 1);
  const account = (name: string) => accountId(`account of ${name}`);

  const told = {
    history: history as History,
    /** What is wrong, by kind; and what is only counted. */
    verdicts: () => judge(history).map(({ kind }) => kind),
    sentences: () => judge(history).map(({ sentence }) => sentence),
    /** Words for an issue that is there, or, by a name, for a new one. */
    writes(who: string, to: number | string, text: string, more: Partial<Written> = {}) {
      const message = messageId(next());
      const where: Written['to'] =
        typeof to === 'number' ? { kind: 'issue', issue: issue(to) } : { kind: 'new', name: to };
      const person = userKey(DESK, CHANNEL, who);
      history.written.push({
        at: at(),
        chat: chatOf(who),
        person,
        message,
        text,
        account: account(who),
        to: where,
        ...more,
      });
      return {
        message,
        told: (as: History['told'][number]['as']) => {
          history.told.push({ chat: more.chat ?? chatOf(who), message, as });
        },
      };
    },
    /** A description, or a comment, that stands in the tracker. */
    holds(who: string, on: number, text: string, more: Partial<Item> = {}) {
      const id = String(next());
      history.items.push({ at: at(), issue: issue(on), id, kind: 'comment', account: account(who), text, ...more });
    },
    opened: (who: string, on: number, text: string) => told.holds(who, on, text, { kind: 'issue' }),
    /** An engineer's comment, shown in some chats and secret to those it is not for. */
    comments(
      who: string,
      on: number,
      text: string,
      shownIn: readonly string[],
      seenIn: 'all' | readonly string[] = 'all',
    ) {
      const id = String(next());
      const [key, time, by] = [issue(on), at(), account(who)];
      const chats = shownIn.map(chatOf);
      const mayBeSeenIn = seenIn === 'all' ? seenIn : seenIn.map(chatOf);
      history.commented.push({ at: time, issue: key, id, account: by, text, shownIn: chats, mayBeSeenIn });
      history.items.push({ at: time, issue: key, id, kind: 'comment', account: by, text });
    },
    shows(who: string, on: number | undefined, text: string, more: Partial<Shown> = {}) {
      const message = messageId(next());
      const about: IssueKey | undefined = on === undefined ? undefined : issue(on);
      const chat: ChatKey = chatOf(who);
      history.shown.push({ at: at(), chat, message, edit: false, text, issue: about, answered: true, ...more });
      return message;
    },
  };
  return told;
}

export const sharedAccount = { account: accountId('service') };
