import { setTimeout as wait } from 'node:timers/promises';
import type { PersonChat, Simulator } from '#apps/simulator';
import { messageId } from '#contracts';
import type { Written } from '#history';
import { tokenOf } from '../../bench/load/update-of.js';
import { bodyOf } from '../../bench/load/bodies.js';
import { accountOf, chatOf, userOf } from './desk.js';

export type Someone = { name: string; chat: PersonChat };

/** People who write to the bot; everything they say goes to the one issue that their first words become. */
export type People = {
  all: readonly Someone[];
  /** Their ids, by the names they write under. */
  byName: ReadonlyMap<string, number>;
  written: readonly Written[];
  /** Writes until it is told to stop. */
  write(perSecond: number, random: () => number, enough: () => boolean): Promise<void>;
};

/** Words that many people write, and the same person again and again. */
const COMMON = ['Yes.', 'Thanks, that helped!', 'Any news?'];
const OFTEN_COMMON = 0.25;

export function peopleOf(simulator: Simulator, count: number): People {
  const bot = simulator.createBot({ token: tokenOf(0) });
  const all = Array.from({ length: count }, (_, i) => {
    const name = `Person ${i + 1}`;
    return { name, chat: simulator.createPerson({ name, language: i % 2 ? 'ru' : 'en' }).with(bot) };
  });
  const written: Written[] = [];

  function say({ name, chat }: Someone, text: string): void {
    const at = Date.now();
    const message = messageId(chat.say(text));
    const { person: id } = chat;
    const who = { chat: chatOf(id), person: userOf(id), account: accountOf(name) };
    written.push({ at, message, text, to: { kind: 'new', name: 'theirs' }, ...who });
  }

  return {
    all,
    byName: new Map(all.map(({ name, chat }) => [name, chat.person])),
    written,
    async write(perSecond, random, enough) {
      while (!enough()) {
        const someone = all[Math.floor(random() * all.length)];
        const common = COMMON[Math.floor(random() * COMMON.length)] ?? '';
        if (someone) say(someone, random() < OFTEN_COMMON ? common : bodyOf(written.length));
        await wait((-Math.log(1 - random()) / perSecond) * 1_000);
      }
    },
  };
}
