import type { JsonObject } from '../bot-api/json.js';
import { storeFile } from '../journal/store-file.js';
import { formatText } from '../text/format-text.js';
import { chatAt, isBlockedIn, isIn, mustHave } from '../world/lookup.js';
import { isThread, threadOf } from '../world/thread.js';
import { textOf } from '../world/who-hears.js';
import { noText, type Content, type Entity, type Media, type MediaKind } from '../world/message.js';
import type { Chat, ChatPlace, UserId } from '../world/world.js';
import { completeFields } from './complete-fields.js';
import type { Hands, Stand } from './person-actions.js';

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
  /** The chat that stands in, if not in this one. */
  replyIn?: ChatPlace;
  quote?: string;
  /** A topic of a forum. */
  topic?: number;
  album?: string;
  entities?: Entity[];
  /** Whose words it passes on. */
  forwardedFrom?: UserId;
};

/** Posts in a person's name; throws where Telegram's app would not let them. */
export function personPosts(
  hands: Hands,
  stand: Stand,
  content: Content,
  { replyTo, replyIn, quote, topic, album, forwardedFrom: user }: Saying = {},
): number {
  const chat = openChat(hands, stand);
  if (topic !== undefined && !isThread(chat, topic)) throw new RangeError(`There is no topic ${topic}`);
  const id = chat.lastMessageId + 1;
  const at = hands.clock.now();
  const original = replyIn === undefined ? chat : chatAt(hands.history.world, replyIn);
  const reply =
    replyTo === undefined ? undefined : { id: replyTo, place: replyIn, quote: quoted(original, replyTo, quote) };
  const thread = threadOf(chat, replyIn === undefined ? replyTo : undefined, topic);
  const forwardedFrom = user === undefined ? undefined : { user, at };
  const message = { id, from: stand.person, at, content, album, thread, replyTo: reply, forwardedFrom };
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
  if (!isIn(known, person)) throw new RangeError('They are not in this chat');
  if (known.members.get(person) === 'restricted') throw new RangeError('They may only read in this group');
  return known;
}

function quoted(chat: Chat, id: number, quote: string | undefined) {
  if (quote === undefined) return undefined;
  const { content } = mustHave(chat.messages.get(id), `message ${id}`);
  const position = textOf(content).indexOf(quote);
  if (position < 0) throw new RangeError('They can quote only what stands there');
  return { text: quote, position, isManual: true };
}
