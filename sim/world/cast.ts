import { accountId, channelId, type ChatKey, chatKey, type DeskId, deskId, userKey } from '#contracts';
import type { Link } from '#correlation';
import { MemoryPerson, type MemoryWorld } from '#messengers/memory';
import type { Person as Account } from '#trackers/memory';

/** The desks of a world; names of one are beginnings of others'. */
export const deskOf = (nth: number): DeskId => deskId(nth === 0 ? 'acme' : `acme${nth + 1}`);
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
const FIRST_LETTER = 97;
const FIRST_CHAT = 1_001;
/** Where so many write, some do in a group. */
const ENOUGH_FOR_A_GROUP = 4;

/** Someone who writes to the bot in one chat. Two members may be one person with two telephones: they share an account. */
export type Member = {
  desk: DeskId;
  /** Begins every text they write, so that it is found again. */
  name: string;
  chat: MemoryPerson;
  /** Absent: not linked, the desk's own account writes for them. */
  account: Account | undefined;
  /** What is theirs in the tracker, of whoever has not proved it yet. */
  unproved?: Account | undefined;
  /** They are about to prove it, and say nothing until that is done. */
  isLinking?: boolean;
  /** Who writes in a group is told news in a chat of their own. */
  home?: MemoryPerson;
};

export type Cast = {
  desk: DeskId;
  accounts: readonly Account[];
  engineers: readonly Account[];
  members: readonly Member[];
};

/**
 * Of every four people the third has a second chat, and the fourth is not linked. Every desk has the same ids, and under an id of
 * the messenger each has somebody else: what gets from one to another is seen by whose it is.
 */
export function castOf(size: number, messenger: MemoryWorld, nth: number): Cast {
  const desk = deskOf(nth);
  for (let i = 0; i < nth; i += 1) messenger.open(`${FIRST_CHAT + i}`, 'private');
  const here = (name: string) => (nth === 0 ? name : `${name}${String.fromCodePoint(FIRST_LETTER + nth)}`);
  const customers = Array.from({ length: size }, (_, i) => customer(i, here));
  const members = customers.flatMap((account, i) => {
    const chats = i % 4 === 2 ? ['', 'too'] : [''];
    return chats.map((which) => ({
      desk,
      name: `${account.login}${which}`,
      chat: new MemoryPerson(messenger, account.name, 'en'),
      ...(i % 4 === 3 ? { account: undefined, unproved: account } : { account }),
    }));
  });
  const colleagues = COLLEAGUES.map((one) => named(one, here));
  const together = size < ENOUGH_FOR_A_GROUP ? [] : groupOf(messenger, desk, colleagues);
  const accounts = [SERVICE, ...ENGINEERS, ...colleagues, ...customers];
  return { desk, accounts, engineers: ENGINEERS, members: [...members, ...together] };
}

const named = (account: Account, here: (name: string) => string): Account => ({
  ...account,
  login: here(account.login),
  name: here(account.name),
});

function groupOf(messenger: MemoryWorld, desk: DeskId, colleagues: readonly Account[]): Member[] {
  const homes = colleagues.map((account) => new MemoryPerson(messenger, account.name, 'en'));
  const group = messenger.openGroup();
  return colleagues.flatMap((account, i) => {
    const home = homes[i];
    return home ? [{ desk, name: account.login, chat: home.among(group), account, home }] : [];
  });
}

function customer(i: number, here: (name: string) => string): Account {
  const name = NAMES[i % NAMES.length] ?? '';
  const round = Math.floor(i / NAMES.length);
  const login = here(round === 0 ? name : `${name}${round}`);
  return { id: String(100 + i), login, name: login, role: 'customer' };
}

export const chatKeyOf = ({ desk, chat }: Pick<Member, 'desk' | 'chat'>) => chatKey(desk, CHANNEL, chat.chat);

export const personOf = ({ desk, chat }: Pick<Member, 'desk' | 'chat'>) => userKey(desk, CHANNEL, chat.user);

/** In whose name their words stand in the tracker: the desk's own, for whoever is not linked, with a line that says whose they are. */
export const writesAs = ({ account, name }: Pick<Member, 'account' | 'name'>): string =>
  account?.id ?? `${SERVICE.id} for ${name}`;

/** Where news of their issues comes to. */
export const newsChatOf = ({ desk, chat, home = chat }: Member) => chatKeyOf({ desk, chat: home });

/** The chats in which their words may be read: their own, and those of all who see their issues. */
export function chatsThatSee({ members }: Cast, member: Member): ChatKey[] {
  const others = members.filter(({ account, home }) => (home ? member.home : account && account === member.account));
  return others.flatMap((other) => [chatKeyOf(other), newsChatOf(other)]);
}

/** The links that stand before anything happens. */
export const linksOf = ({ desk, members }: Cast): Link[] =>
  members.flatMap((member): Link[] => {
    if (!member.account) return [];
    const { id, login, name } = member.account;
    const user = personOf(member);
    const who = { account: accountId(id), login, accountName: name, userName: member.chat.name, language: 'en' };
    return [{ desk, user, chat: newsChatOf(member), ...who, at: 0 }];
  });
