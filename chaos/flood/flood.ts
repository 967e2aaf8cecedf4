import { setTimeout as wait } from 'node:timers/promises';
import type { Simulator } from '#apps/simulator';
import { type ChatKey, makeRecord, plain, toBytes } from '#contracts';
import { laneOf, type Publishable } from '#lane';
import { phrase } from '#wording';
import type { Put } from '../ground/own-log.js';
import { FIRST, LANES } from '../people/desk.js';

/** A chat that is flooded: who reads it, and how much it is sent while the flood lasts, a second. */
export type Flooded = { place: string; chat: ChatKey; isGroup: boolean; reader: number; perSecond: number };

/** What the log has for a chat, in its order; `at`: when that was so. */
export type Poured = { place: string; text: string; at: number };

/** Ten times what Telegram takes in a chat, in a group and from a bot: https://core.telegram.org/bots/faq#broadcasting-to-users */
const BUSY = { count: 10, perSecond: 10 };
const GROUPS = { count: 6, perSecond: 200 / 60 };
const QUIET = { count: 60, perSecond: 3 };
const WAVE_S = 10;
/** So few are left when the next wave begins. */
const EBB = 200;
const LOOK_MS = 500;

/** Chats of nobody else's: some busy ones, groups, and many in which less is said. All together are ten times too much. */
export function floodedChats(simulator: Simulator): readonly Flooded[] {
  const bot = simulator.createBot({ token: FIRST.token });
  const readers = (count: number) =>
    Array.from({ length: count }, (_, i) => simulator.createPerson({ name: `Reader ${i + 1}` }));
  const alone = ({ count, perSecond }: typeof BUSY) =>
    readers(count).map((reader): Flooded => {
      const chat = reader.with(bot);
      chat.start();
      return { place: chat.place, chat: FIRST.chatOf(reader.id), isGroup: false, reader: reader.id, perSecond };
    });
  const groups = readers(GROUPS.count).map((reader): Flooded => {
    const members = { [reader.id]: 'member', [bot.id]: 'member' } as const;
    const { id, place } = simulator.createGroup({ title: `Group of ${reader.name}`, members });
    return { place, chat: FIRST.chatOf(id), isGroup: true, reader: reader.id, perSecond: GROUPS.perSecond };
  });
  return [...alone(BUSY), ...groups, ...alone(QUIET)];
}

/** In waves, so that all of it is shown soon after the last one. `shown`: how much is so far. */
export async function flood(
  put: Put,
  chats: readonly Flooded[],
  shown: () => number,
  enough: () => boolean,
): Promise<readonly Poured[]> {
  const poured: Poured[] = [];
  while (chats.length > 0 && !enough()) {
    for (let second = 0; second < WAVE_S && !enough(); second += 1) {
      const began = performance.now();
      const due = chats.flatMap((chat) => {
        const count = Math.round(chat.perSecond * (second + 1)) - Math.round(chat.perSecond * second);
        return Array.from({ length: count }, () => chat);
      });
      const batch = due.map((to, i) => ({ to, text: `flood ${poured.length + i}` }));
      await put(batch.map(recordOf), () => false);
      poured.push(...batch.map(({ to: { place }, text }) => ({ place, text, at: Date.now() })));
      await wait(Math.max(0, 1_000 - (performance.now() - began)));
    }
    while (!enough() && poured.length - shown() > EBB) await wait(LOOK_MS);
  }
  return poured;
}

function recordOf({ to: { chat, reader }, text }: { to: Flooded; text: string }): Publishable {
  const lines = [phrase('news.description', { words: { rich: plain(text) } })];
  const what = { kind: 'say' as const, lines, buttons: [] };
  const body = { desk: FIRST.id, chat, reader: FIRST.userOf(reader), what };
  const fields = { key: chat, at: Date.now(), causes: [text], ordinal: 0, trace: undefined, body };
  const record = makeRecord('deliveries', 'delivery.v1', fields);
  return { ...toBytes(record), id: record.id, topic: record.topic, lane: laneOf(chat, LANES) };
}
