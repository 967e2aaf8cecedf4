import {
  accountId,
  channelId,
  chatKey,
  chatOf,
  deskId,
  sessionKey,
  userKey,
  type ChatKey,
  type UserKey,
} from '#contracts';
import type { Link } from '#correlation';
import type { Person } from '#trackers/memory';

export const DESK = deskId('acme');
/** Another desk on the same tracker. */
export const OTHER_DESK = deskId('other');
export const CHANNEL = channelId('bot');

/** Someone who writes to the bot, in a private chat of their own. */
export type Writer = { name: string; chat: ChatKey; user: UserKey; account?: Person };

const writer = (name: string, id: string, account?: Person, desk = DESK): Writer => ({
  name,
  chat: chatKey(desk, CHANNEL, id),
  user: userKey(desk, CHANNEL, id),
  ...(account ? { account } : {}),
});

export const PEOPLE: readonly Person[] = [
  { id: '1', login: 'relaydesk', name: 'Relaydesk', role: 'service' },
  { id: '2', login: 'boris', name: 'Boris Petrov', role: 'engineer' },
  { id: '3', login: 'anna', name: 'Anna Karenina', role: 'customer' },
];
const account = (login: string) => PEOPLE.find((person) => person.login === login);

export const ANNA = writer('Anna', '103', account('anna'));
/** Anna's other telephone. */
export const ANNA_TOO = writer('Anna', '203', account('anna'));
export const BORIS = writer('Boris', '102', account('boris'));
/** Boris, as the other desk knows him. */
export const BORIS_ELSEWHERE = writer('Boris', '302', account('boris'), OTHER_DESK);
export const ANNA_ELSEWHERE = writer('Anna', '303', account('anna'), OTHER_DESK);
/** Not linked: the desk's own account writes for him. */
export const MARK = writer('Mark', '104');
/** Mark, once he has linked an account. */
export const MARK_LINKED = writer('Mark', '104', account('boris'));

export const sessionOfWriter = ({ chat, user }: Writer) => sessionKey(chat, user);

export function linkOf({ name, chat, user, account: person }: Writer): Link {
  if (!person) throw new Error(`${name} is not linked.`);
  const { id, login, name: accountName } = person;
  return { desk: chatOf(chat).desk, user, chat, account: accountId(id), login, accountName, userName: name, at: 0 };
}
