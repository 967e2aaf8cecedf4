import type { Clock } from '#lane';
import type { JsonObject } from '../bot-api/json.js';
import type { Blobs } from '../journal/blobs.js';
import { storeFile } from '../journal/store-file.js';
import { formatText } from '../text/format-text.js';
import type { History } from '../world/history.js';
import { chatAt, isBlockedIn, isMember, mustHave } from '../world/lookup.js';
import {
  noText,
  type Button,
  type Chat,
  type Content,
  type Entity,
  type Media,
  type MediaKind,
  type Message,
  type UserId,
} from '../world/world.js';
import { completeFields } from './complete-fields.js';

/** What a person's doings stand on. */
export type Hands = { history: History; clock: Clock; blobs: Blobs };

/** A file a person sends. Without `kind` it goes as a document. */
export type FileToSend = {
  name: string;
  mime?: string;
  bytes: Buffer;
  kind?: MediaKind;
  caption?: string;
  duration?: number;
  width?: number;
  height?: number;
};
export type Saying = {
  replyTo?: number;
  quote?: string;
  album?: string;
  entities?: Entity[];
  /** Whose words it passes on. */
  forwardedFrom?: UserId;
};

/** Who does it, and where. */
export type Stand = { person: UserId; place: string };

/** Posts in a person's name; throws where Telegram's app would not let them. */
export function personPosts(
  hands: Hands,
  stand: Stand,
  content: Content,
  { replyTo, quote, album, forwardedFrom: user }: Saying = {},
): number {
  const chat = openChat(hands, stand);
  const id = chat.lastMessageId + 1;
  const at = hands.clock.now();
  const reply = replyTo === undefined ? undefined : { id: replyTo, quote: quoted(chat, replyTo, quote) };
  const forwardedFrom = user === undefined ? undefined : { user, at };
  const message = { id, from: stand.person, at, content, album, replyTo: reply, forwardedFrom };
  hands.history.record({ kind: 'message-posted', at, place: chat.place, message });
  return id;
}

/** The longest message; an app splits what is longer. */
const longestText = 4096;

export function personSays(hands: Hands, stand: Stand, words: string, saying: Saying = {}): number {
  if (words.length > longestText) {
    const first = personSays(hands, stand, words.slice(0, splitAt(words)), saying);
    const rest = words.slice(splitAt(words));
    if (rest.trim() !== '') personSays(hands, stand, rest, saying);
    return first;
  }
  const text = formatText(words, undefined, saying.entities);
  if (text.text === '') throw new RangeError('A message needs words');
  return personPosts(hands, stand, { kind: 'text', text }, saying);
}

/** Never between the two halves of a surrogate pair. */
const splitAt = (words: string): number =>
  /[\ud800-\udbff]/.test(words[longestText - 1] ?? '') ? longestText - 1 : longestText;

export function personSendsFile(hands: Hands, stand: Stand, file: FileToSend, saying: Saying = {}): number {
  const { key } = storeFile(hands, file.kind ?? 'document', file);
  const { duration, width, height } = file;
  const media: Media = { kind: file.kind ?? 'document', file: key, duration, width, height };
  const caption = file.caption === undefined ? noText : formatText(file.caption, undefined);
  return personPosts(hands, stand, { kind: 'media', media, caption }, saying);
}

export const personSendsOther = (hands: Hands, stand: Stand, fields: JsonObject, saying: Saying = {}): number =>
  personPosts(hands, stand, { kind: 'other', fields: completeFields(fields) }, saying);

export function personEdits(hands: Hands, { person, place }: Stand, id: number, words: string): void {
  const message = messageAt(hands, place, id);
  if (message.from !== person) throw new RangeError(`Message ${id} is not theirs to edit`);
  const text = formatText(words, undefined);
  const { content } = message;
  const next: Content = content.kind === 'media' ? { ...content, caption: text } : { kind: 'text', text };
  hands.history.record({ kind: 'message-edited', at: hands.clock.now(), place, id, by: person, content: next });
}

export function personDeletes(hands: Hands, { place }: Stand, ids: number[]): void {
  hands.history.record({ kind: 'messages-deleted', at: hands.clock.now(), place, ids });
}

export function personReacts(hands: Hands, { person, place }: Stand, id: number, emojis: string[]): void {
  messageAt(hands, place, id);
  hands.history.record({ kind: 'reacted', at: hands.clock.now(), place, id, by: person, emojis });
}

/** Presses a button that carries data; gives the id of the press. A forged one may carry data no button has. */
export function personPresses(hands: Hands, { person, place }: Stand, message: number, data: string): string {
  const { history, clock } = hands;
  const { from } = messageAt(hands, place, message);
  mustHave(history.world.bots.get(from), `bot that wrote message ${message}`);
  const id = String(BigInt(person) * 4_294_967_296n + BigInt(history.world.lastPress + 1));
  const at = clock.now();
  history.record({ kind: 'button-pressed', at, press: { id, at, bot: from, person, place, message, data } });
  return id;
}

/** The data of a button by its label. */
export function dataOf(buttons: Button[][] | undefined, label: string): string {
  const all = (buttons ?? []).flat();
  const button = all.find(({ text }) => text === label) ?? all.find(({ text }) => text.includes(label));
  if (button === undefined)
    throw new RangeError(`There is no button "${label}": ${all.map(({ text }) => text).join(' · ')}`);
  return mustHave(button.callback_data, `data behind "${label}"`);
}

export const messageAt = ({ history }: Hands, place: string, id: number): Message =>
  mustHave(chatAt(history.world, place).messages.get(id), `message ${id}`);

/** A private chat begins with the person's first word; whoever blocked the bot must unblock it first. */
function openChat({ history, clock }: Hands, { person, place }: Stand): Chat {
  const known = history.world.chats.get(place);
  if (known === undefined) {
    const bot = Number(mustHave(/^p:(\d+):/.exec(place)?.[1], `chat ${place}`));
    const room = { kind: 'private', bot, person } as const;
    history.record({ kind: 'chat-opened', at: clock.now(), place, room });
    return chatAt(history.world, place);
  }
  if (isBlockedIn(known)) throw new RangeError('The bot is blocked: unblock it first');
  if (known.room.kind !== 'private' && !isMember(known, person)) throw new RangeError('They are not in this group');
  return known;
}

function quoted(chat: Chat, id: number, quote: string | undefined) {
  if (quote === undefined) return undefined;
  const { content } = mustHave(chat.messages.get(id), `message ${id}`);
  const position = content.kind === 'text' ? content.text.text.indexOf(quote) : 0;
  return { text: quote, position: Math.max(0, position), isManual: true };
}
