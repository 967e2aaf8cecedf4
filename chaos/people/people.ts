import { setTimeout as wait } from 'node:timers/promises';
import type { PersonChat, Simulator } from '#apps/simulator';
import { type AccountId, messageId } from '#contracts';
import type { Told, Written } from '#history';
import { bodyOf } from '../../bench/load/bodies.js';
import { tokenOf } from '../../bench/load/update-of.js';
import { customerId, customerLogin } from '../../bench/stubs/redmine/customers.js';
import type { Linked } from '../ground/link-people.js';
import { accountOf, chatOf, userOf } from './desk.js';
import { type LinkedPerson, linkedPerson } from './linked-person.js';

/** `account`: in whose name the tracker has their words; `linked`: it is one of their own, of that login. */
export type Someone = { name: string; chat: PersonChat; account: AccountId; linked: { login: string } | undefined };

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
};

/** Words that many people write, and the same person again and again. */
const COMMON = ['Yes.', 'Thanks, that helped!', 'Any news?'];
const OFTEN_COMMON = 0.25;
const LOOK_MS = 1_000;

export function peopleOf(simulator: Simulator, count: number): People {
  const bot = simulator.createBot({ token: tokenOf(0) });
  const all = Array.from({ length: count }, (_, i): Someone => {
    const name = `Person ${i + 1}`;
    const linked = i % 3 === 0 ? { login: customerLogin(i) } : undefined;
    const account = accountOf(linked ? String(customerId(i)) : name);
    const language = i % 2 && !linked ? 'ru' : 'en';
    return { name, chat: simulator.createPerson({ name, language }).with(bot), account, linked };
  });
  const written: Written[] = [];

  function note({ chat: { person: id }, account }: Someone, message: number, text: string): Written {
    const who = { chat: chatOf(id), person: userOf(id), account };
    const to = { kind: 'new' as const, name: 'theirs' };
    const words = { at: Date.now(), message: messageId(message), text, to, ...who };
    written.push(words);
    return words;
  }

  const persons = new Map<Someone, LinkedPerson>(
    all
      .filter(({ linked }) => linked)
      .map((one) => [one, linkedPerson(one.chat, (message, text) => note(one, message, text))]),
  );
  const waiting = () => [...persons.values()].filter((person) => person.isWaiting()).length;

  return {
    all,
    linked: all.flatMap(({ name, chat: { person }, account, linked }) =>
      linked ? [{ person, name, account, login: linked.login }] : [],
    ),
    written,
    async write(perSecond, random, enough) {
      while (!enough()) {
        const someone = all[Math.floor(random() * all.length)];
        const common = COMMON[Math.floor(random() * COMMON.length)] ?? '';
        const text = random() < OFTEN_COMMON ? common : bodyOf(written.length);
        if (someone?.linked) persons.get(someone)?.say(text, random);
        else if (someone) note(someone, someone.chat.say(text), text);
        await wait((-Math.log(1 - random()) / perSecond) * 1_000);
      }
    },
    async decide(random, enough) {
      while (!enough() || waiting() > 0) {
        for (const person of persons.values()) person.look(random);
        await wait(LOOK_MS, undefined, { ref: false });
      }
    },
    waiting,
    told: () =>
      [...persons.values()].flatMap((person) =>
        person.open().map(({ chat, message }) => ({ chat, message, as: 'asked' as const })),
      ),
  };
}
