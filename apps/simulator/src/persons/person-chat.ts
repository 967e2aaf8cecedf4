import type { JsonObject } from '../bot-api/json.js';
import { chatAt } from '../world/lookup.js';
import { numberAlbum } from '../world/number-album.js';
import type { MediaKind } from '../world/message.js';
import type { ChatPlace, Toast, UserId } from '../world/world.js';
import type { Bubble } from './bubble.js';
import { changeMembership } from './memberships.js';
import {
  dataOf,
  messageAt,
  personDeletes,
  personEdits,
  personOpensTopic,
  personPresses,
  personReacts,
  type Hands,
} from './person-actions.js';
import {
  personPosts,
  personSays,
  personSendsFile,
  personSendsOther,
  type FileToSend,
  type Saying,
} from './person-posts.js';
import { stickerOf } from './sticker.js';
import { waitFor, type Patience } from './wait-for.js';
import { bubblesIn, waitForBubble, type BubblePatience } from './watch-chat.js';

/** A press on its way; `toast` waits for the bot's answer to it. */
export type Pressed = { id: string; toast(patience?: Patience): Promise<Toast> };

export type AlbumSpread = { caption?: string; spreadMs?: number };

/** One chat as one person has it in their hands. Messages are named by their id. */
export interface PersonChat {
  readonly place: ChatPlace;
  readonly person: UserId;
  /** Words over 4096 characters go as several messages, as apps send them; gives the id of the first. */
  say(words: string, saying?: Saying): number;
  /** Opens the bot by its link `t.me/<bot>?start=<payload>` and presses Start. */
  start(payload?: string): number;
  reply(to: number, words: string): number;
  /** Opens a topic of a forum; gives its id. */
  openTopic(name: string): number;
  edit(message: number, words: string): void;
  /** Bots never hear of it. */
  delete(...messages: number[]): void;
  /** Takes the place of the reactions before; none takes them away. */
  react(message: number, ...emojis: string[]): void;
  /** Presses a button by its label, or the first that contains it. */
  press(message: number, label: string): Pressed;
  /** Presses what may not be there: any data at all. */
  pressData(message: number, data: string): Pressed;
  sendFile(file: FileToSend, saying?: Saying): number;
  /** Its parts are separate messages; with `spreadMs` each comes that much after the one before, by the clock. */
  sendAlbum(files: FileToSend[], spread?: AlbumSpread): number[];
  sendSticker(emoji: string): number;
  /** A contact, a location, a poll …: fields of a Bot API message. */
  sendOther(fields: JsonObject, saying?: Saying): number;
  block(): void;
  unblock(): void;
  join(): void;
  leave(): void;
  transcript(): Bubble[];
  /** The newest message that fits, now or later. */
  waitFor(fits: (bubble: Bubble) => boolean, patience?: BubblePatience): Promise<Bubble>;
  /** The newest message of a bot that contains these words, now or later. */
  hears(words: string | RegExp, patience?: BubblePatience): Promise<Bubble>;
}

export function personChat(hands: Hands, person: UserId, place: ChatPlace): PersonChat {
  const { history, clock } = hands;
  const stand = { person, place };
  const pressed = (id: string): Pressed => ({
    id,
    toast: (patience) =>
      waitFor(history, () => history.world.presses.get(id)?.answer, 'the answer to a press', patience),
  });
  const change = (status: 'member' | 'left' | 'kicked', user: UserId): void =>
    changeMembership(hands, { place, user, by: person, status });
  const bot = (): UserId => {
    const { room } = chatAt(history.world, place);
    if (room.kind !== 'private') throw new RangeError('Only a private chat has one bot');
    return room.bot;
  };
  const chat: PersonChat = {
    place,
    person,
    say: (words, saying) => personSays(hands, stand, words, saying),
    start(payload) {
      if (history.world.chats.has(place) && chatAt(history.world, place).members.get(bot()) === 'kicked')
        chat.unblock();
      return chat.say(payload === undefined ? '/start' : `/start ${payload}`);
    },
    reply: (replyTo, words) => chat.say(words, { replyTo }),
    openTopic: (name) => personOpensTopic(hands, stand, name),
    edit: (message, words) => personEdits(hands, stand, message, words),
    delete: (...messages) => personDeletes(hands, stand, messages),
    react: (message, ...emojis) => personReacts(hands, stand, message, emojis),
    press: (message, label) => chat.pressData(message, dataOf(messageAt(hands, place, message).buttons, label)),
    pressData: (message, data) => pressed(personPresses(hands, stand, message, data)),
    sendFile: (file, saying) => personSendsFile(hands, stand, file, saying),
    sendAlbum(files, { caption, spreadMs = 0 } = {}) {
      const album = numberAlbum(history, clock);
      const ids: number[] = [];
      files.forEach((file, at) => {
        const part = { kind: 'photo' as MediaKind, ...file, ...(at === 0 && caption !== undefined ? { caption } : {}) };
        const send = (): void => void ids.push(personSendsFile(hands, stand, part, { album }));
        if (at === 0 || spreadMs === 0) send();
        else clock.after(at * spreadMs, send);
      });
      return ids;
    },
    sendSticker(emoji) {
      return personPosts(hands, stand, stickerOf(hands, emoji));
    },
    sendOther: (fields, saying) => personSendsOther(hands, stand, fields, saying),
    block: () => change('kicked', bot()),
    unblock: () => change('member', bot()),
    join: () => change('member', person),
    leave: () => change('left', person),
    transcript: () => bubblesIn(history, place),
    waitFor: (fits, patience) => waitForBubble(history, place, fits, 'a message', patience),
    hears(words, patience) {
      const contains = (text: string): boolean => (typeof words === 'string' ? text.includes(words) : words.test(text));
      const fits = ({ from, text }: Bubble): boolean => from.bot && contains(text);
      return waitForBubble(history, place, fits, `a bot to say ${String(words)}`, patience);
    },
  };
  return chat;
}
