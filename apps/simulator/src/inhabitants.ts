import { between, type Random } from './random.js';
import { openBusiness, type Business } from './persons/business.js';
import { changeMembership, moveGroup } from './persons/memberships.js';
import type { Hands } from './persons/person-actions.js';
import { personChat, type PersonChat } from './persons/person-chat.js';
import { botOf, personOf } from './world/lookup.js';
import {
  groupPlace,
  privatePlace,
  type AdminRights,
  type Bot,
  type ChatPlace,
  type MemberStatus,
  type Person,
  type UserId,
} from './world/world.js';

export type NewBot = {
  /** `<id>:<secret>`, as BotFather gives it. Drawn if absent. */
  token?: string;
  username?: string;
  name?: string;
  /** Privacy mode off. Default false. */
  readsAllGroupMessages?: boolean;
};
export type NewPerson = { name: string; lastName?: string; username?: string; language?: string; id?: number };
export type NewGroup = {
  title: string;
  /** A `forum` is a supergroup with topics. Default: a supergroup without. */
  kind?: 'group' | 'supergroup' | 'forum';
  members?: Record<number, MemberStatus>;
};

export type Resident = Person & {
  /** Their private chat with a bot, or a group by its id. */
  with(bot: { id: UserId } | { group: number }): PersonChat;
  /** Lets a bot read and answer in their own chats with others. */
  letAnswer(bot: { id: UserId }): Business;
  /** Telegram's own end: every bot gets 403 "user is deactivated". */
  deactivate(): void;
};
export type Group = {
  id: number;
  title: string;
  place: ChatPlace;
  /** Changes a member's standing: `kicked` for a bot thrown out, `administrator` to promote it, with other rights than the usual. */
  set(member: { id: UserId }, status: MemberStatus, by: { id: UserId }, rights?: AdminRights): void;
  /** Becomes a supergroup; gives its new id. The old one is refused with `migrate_to_chat_id`. */
  upgrade(by: { id: UserId }): number;
};

/** Who lives in the world, and how they come into it. */
export interface Inhabitants {
  /** With a token that is known already, gives the bot that has it; without one, always a new bot. */
  createBot(bot?: NewBot): Bot;
  /** With an id that is known already, gives the person who has it; without one, always a new person. */
  createPerson(person: NewPerson): Resident;
  createGroup(group: NewGroup): Group;
  bots(): Bot[];
  persons(): Resident[];
  person(id: UserId): Resident;
}

/** The first id from `start` on that no one has. */
function free(start: number, taken: ReadonlyMap<number, unknown>): number {
  let id = start + taken.size;
  while (taken.has(id)) id++;
  return id;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** Ids begin where real ones are now: past 2³¹, within 2⁵². */
export function openInhabitants(hands: Hands, random: Random): Inhabitants {
  const { history, clock } = hands;
  const { world } = history;
  const secret = (): string => Array.from({ length: 35 }, () => letters[between(random, 0, letters.length)]).join('');

  const resident = (person: Person): Resident => ({
    ...person,
    with: (where) =>
      personChat(hands, person.id, 'group' in where ? groupPlace(where.group) : privatePlace(where.id, person.id)),
    letAnswer: (bot) => openBusiness(hands, person.id, bot.id),
    deactivate: () => history.record({ kind: 'person-deactivated', at: clock.now(), person: person.id }),
  });

  return {
    createBot({ token, username, name, readsAllGroupMessages = false } = {}) {
      const id = token === undefined ? free(7_100_000_001, world.bots) : Number(/^(\d+):[\w-]+$/.exec(token)?.[1]);
      if (!Number.isSafeInteger(id)) throw new RangeError('A bot token is <number>:<secret>');
      const known = world.bots.get(id)?.bot;
      if (known !== undefined && known.token !== token) throw new RangeError(`Bot ${id} has another token`);
      if (known !== undefined) return known;
      const bot = {
        id,
        token: token ?? `${id}:${secret()}`,
        name: name ?? 'Relaydesk',
        username: username ?? `relaydesk_${id}_bot`,
        readsAllGroupMessages,
      };
      history.record({ kind: 'bot-created', at: clock.now(), bot, lastUpdateId: between(random, 1e8, 9e8) });
      return botOf(world, id).bot;
    },
    createPerson(person) {
      const id = person.id ?? free(5_100_000_001, world.persons);
      if (!world.persons.has(id))
        history.record({ kind: 'person-created', at: clock.now(), person: { ...person, id } });
      return resident(personOf(world, id));
    },
    createGroup({ title, kind = 'supergroup', members = {} }) {
      const number = 2_100_000_001 + world.chats.size;
      const id = kind === 'group' ? -number : -1_000_000_000_000 - number;
      const place = groupPlace(id);
      const room = kind === 'forum' ? ({ kind: 'supergroup', id, title, isForum: true } as const) : { kind, id, title };
      history.record({ kind: 'chat-opened', at: clock.now(), place, room });
      const by = Number(Object.keys(members).find((member) => world.persons.has(Number(member))) ?? 0);
      for (const [member, status] of Object.entries(members)) {
        changeMembership(hands, { place, user: Number(member), by: by || Number(member), status });
      }
      return {
        id,
        title,
        place,
        set: (member, status, who, rights) =>
          changeMembership(hands, { place, user: member.id, by: who.id, status, rights }),
        upgrade: (by) => moveGroup(hands, place, by.id),
      };
    },
    bots: () => [...world.bots.values()].map(({ bot }) => bot),
    persons: () => [...world.persons.values()].map(resident),
    person: (id) => resident(personOf(world, id)),
  };
}
