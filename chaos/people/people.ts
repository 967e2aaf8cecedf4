import { setTimeout as wait } from 'node:timers/promises';
import type { PersonChat, Simulator } from '#apps/simulator';
import { type AccountId, type ChatKey, messageId } from '#contracts';
import type { Told, Written } from '#history';
import { bodyOf } from '../../bench/load/bodies.js';
import { customerId, customerLogin } from '../../bench/stubs/redmine/customers.js';
import type { Linked } from '../ground/link-people.js';
import { accountOf, type Desk, FIRST } from './desk.js';
import { type LinkedPerson, linkedPerson } from './linked-person.js';
import { paceOf } from './pace.js';

/**
 * `place`: where they write, `chat` being the product's name for it; `home`: their private chat, the same but for who writes in
 * a group. `account`: in whose name the tracker has their words; `linked`: it is one of their own, of that login.
 */
export type Someone = {
  desk: Desk;
  name: string;
  place: PersonChat;
  chat: ChatKey;
  home: PersonChat;
  account: AccountId;
  linked: { login: string } | undefined;
};

/** People who write to the bot: who is not linked has one issue, that their first words become; who is, has many. */
export type People = {
  all: readonly Someone[];
  linked: readonly Linked[];
  written: readonly Written[];
  /** Writes until it is told to stop. */
  write(perSecond: number, random: () => number, enough: () => boolean): Promise<void>;
  /** Has linked people look at their chats, and press what is to be pressed, until nothing is asked any more. */
  decide(random: () => number, enough: () => boolean): Promise<void>;
  /** How many do not know yet where their words are. */
  waiting(): number;
  told(): Told[];
  /** Of each that waits, where, and what stands there. */
  waitFor(): { chat: ChatKey; sees: string }[];
};

/** Words that many people write, and the same person again and again. */
const COMMON = ['Yes.', 'Thanks, that helped!', 'Any news?'];
const OFTEN_COMMON = 0.25;
const LOOK_MS = 1_000;
/** Of all people; of these every other in a group. */
const EVERY_LINKED = 3;

export function peopleOf(simulator: Simulator, desks: readonly Desk[], count: number): People {
  const all = Array.from({ length: count }, (_, i) => someoneIn(simulator, deskOf(i, desks), i));
  const written: Written[] = [];

  function note({ desk, chat, home, account }: Someone, message: number, text: string): Written {
    const who = { chat, person: desk.userOf(home.person), account };
    const to = { kind: 'new' as const, name: 'theirs' };
    // What many write may be seen wherever one of them wrote it.
    const mayBeSeenIn = COMMON.includes(text) ? undefined : [desk.chatOf(home.person)];
    const words = { at: Date.now(), message: messageId(message), text, to, mayBeSeenIn, ...who };
    written.push(words);
    return words;
  }

  const persons = new Map<Someone, LinkedPerson>(
    all
      .filter(({ linked }) => linked)
      .map((one) => [one, linkedPerson(one, (message, text) => note(one, message, text))]),
  );
  const inPlace = new Map<string, LinkedPerson>([...persons].map(([{ place }, person]) => [place.place, person]));
  simulator.onEvent((event) => void ('place' in event && inPlace.get(event.place)?.stir()));
  const waiting = () => [...persons.values()].filter((person) => person.isWaiting()).length;

  return {
    all,
    linked: all.flatMap(({ desk, name, home: { person }, account, linked }) =>
      linked ? [{ desk, person, name, account, login: linked.login }] : [],
    ),
    written,
    async write(perSecond, random, enough) {
      const next = paceOf(perSecond, random);
      while (!enough()) {
        const someone = all[Math.floor(random() * all.length)];
        const common = COMMON[Math.floor(random() * COMMON.length)] ?? '';
        const text = random() < OFTEN_COMMON ? common : bodyOf(written.length);
        if (someone?.linked) persons.get(someone)?.say(text, random);
        else if (someone) note(someone, someone.place.say(text), text);
        await next();
      }
    },
    async decide(random, enough) {
      while (!enough() || waiting() > 0) {
        for (const person of persons.values()) person.look(random);
        await wait(LOOK_MS, undefined, { ref: false });
      }
    },
    waiting,
    waitFor: () =>
      [...persons].flatMap(([{ chat }, person]) => (person.isWaiting() ? [{ chat, sees: person.sees() }] : [])),
    told: () =>
      [...persons.values()].flatMap((person) =>
        person.open().map(({ chat, message }) => ({ chat, message, as: 'asked' as const })),
      ),
  };
}

/** Each desk has people of all kinds. */
const deskOf = (i: number, desks: readonly Desk[]) => desks[Math.floor(i / (2 * EVERY_LINKED)) % desks.length] ?? FIRST;

function someoneIn(simulator: Simulator, desk: Desk, i: number): Someone {
  const bot = simulator.createBot({ token: desk.token });
  const name = `Person ${i + 1}`;
  const linked = i % EVERY_LINKED === 0 ? { login: customerLogin(i) } : undefined;
  const account = accountOf(linked ? String(customerId(i)) : name);
  const resident = simulator.createPerson({ name, language: i % 2 && !linked ? 'ru' : 'en' });
  const home = resident.with(bot);
  if (!linked || i % (2 * EVERY_LINKED) === 0)
    return { desk, name, place: home, chat: desk.chatOf(resident.id), home, account, linked };
  // A bot may write first to nobody.
  home.start();
  const members = { [resident.id]: 'member', [bot.id]: 'member' } as const;
  const group = simulator.createGroup({ title: `Friends of ${name}`, members });
  return { desk, name, place: resident.with({ group: group.id }), chat: desk.chatOf(group.id), home, account, linked };
}
