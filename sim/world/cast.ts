import { accountId, channelId, type ChatKey, chatKey, deskId, userKey } from '#contracts';
import type { Link } from '#correlation';
import { MemoryPerson, type MemoryWorld } from '#messengers/memory';
import type { Person as Account } from '#trackers/memory';

export const DESK = deskId('acme');
export const CHANNEL = channelId('bot');
export const PROJECT = { id: '1', name: 'Web shop' };

/** The desk's own account. */
export const SERVICE: Account = { id: '1', login: 'relaydesk', name: 'Relaydesk', role: 'service' };
const ENGINEERS: readonly Account[] = [
  { id: '2', login: 'boris', name: 'Boris Petrov', role: 'engineer' },
  { id: '3', login: 'vera', name: 'Vera Lind', role: 'engineer' },
];
const NAMES = ['anna', 'mark', 'olga', 'ivan', 'nina', 'paul', 'rita', 'stan', 'tess', 'udo', 'walt', 'yana'];

/** They sit in a group together, and see everything in the tracker. */
const COLLEAGUES: readonly Account[] = [
  { id: '10', login: 'kate', name: 'kate', role: 'engineer' },
  { id: '11', login: 'lars', name: 'lars', role: 'engineer' },
];
/** Where so many write, some do in a group. */
const ENOUGH_FOR_A_GROUP = 4;

/** Someone who writes to the bot in one chat. Two members may be one person with two telephones: they share an account. */
export type Member = {
  /** Begins every text they write, so that it is found again. */
  name: string;
  chat: MemoryPerson;
  /** Absent: not linked, the desk's own account writes for them. */
  account: Account | undefined;
  /** Who writes in a group is told news in a chat of their own. */
  home?: MemoryPerson;
};

export type Cast = { accounts: readonly Account[]; engineers: readonly Account[]; members: readonly Member[] };

/** Of every four people the third has a second chat, and the fourth is not linked. */
export function castOf(size: number, messenger: MemoryWorld): Cast {
  const customers = Array.from({ length: size }, (_, i) => customer(i));
  const members = customers.flatMap((account, i) => {
    const chats = i % 4 === 2 ? ['', 'too'] : [''];
    return chats.map((which) => ({
      name: `${account.login}${which}`,
      chat: new MemoryPerson(messenger, account.name, 'en'),
      account: i % 4 === 3 ? undefined : account,
    }));
  });
  const linked = customers.filter((_, i) => i % 4 !== 3);
  const together = size < ENOUGH_FOR_A_GROUP ? [] : groupOf(messenger);
  const accounts = [SERVICE, ...ENGINEERS, ...COLLEAGUES, ...linked];
  return { accounts, engineers: ENGINEERS, members: [...members, ...together] };
}

function groupOf(messenger: MemoryWorld): Member[] {
  const homes = COLLEAGUES.map((account) => new MemoryPerson(messenger, account.name, 'en'));
  const group = messenger.openGroup();
  return COLLEAGUES.flatMap((account, i) => {
    const home = homes[i];
    return home ? [{ name: account.login, chat: home.among(group), account, home }] : [];
  });
}

function customer(i: number): Account {
  const name = NAMES[i % NAMES.length] ?? '';
  const round = Math.floor(i / NAMES.length);
  const login = round === 0 ? name : `${name}${round}`;
  return { id: String(100 + i), login, name: login, role: 'customer' };
}

export const chatKeyOf = ({ chat }: Pick<Member, 'chat'>) => chatKey(DESK, CHANNEL, chat.chat);

export const personOf = ({ chat }: Pick<Member, 'chat'>) => userKey(DESK, CHANNEL, chat.user);

/** In whose name their words stand in the tracker: the desk's own, for whoever is not linked, with a line that says whose they are. */
export const writesAs = ({ account, name }: Pick<Member, 'account' | 'name'>): string =>
  account?.id ?? `${SERVICE.id} for ${name}`;

/** Where news of their issues comes to. */
export const newsChatOf = ({ chat, home = chat }: Member) => chatKeyOf({ chat: home });

/** The chats in which their words may be read: their own, and those of all who see their issues. */
export function chatsThatSee({ members }: Cast, member: Member): ChatKey[] {
  const others = members.filter(({ account, home }) => (home ? member.home : account && account === member.account));
  return others.flatMap((other) => [chatKeyOf(other), newsChatOf(other)]);
}

/** The links that stand before anything happens. */
export const linksOf = ({ members }: Cast): Link[] =>
  members.flatMap((member): Link[] => {
    if (!member.account) return [];
    const { id, login, name } = member.account;
    const user = personOf(member);
    const who = { account: accountId(id), login, accountName: name, userName: member.chat.name, language: 'en' };
    return [{ desk: DESK, user, chat: newsChatOf(member), ...who, at: 0 }];
  });
