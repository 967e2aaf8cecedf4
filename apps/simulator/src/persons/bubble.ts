import type { JsonObject } from '../bot-api/json.js';
import { mustHave, nameOf, repliedTo } from '../world/lookup.js';
import { textOf } from '../world/who-hears.js';
import type { Entity, MediaKind, Message } from '../world/message.js';
import type { Chat, UserId, World } from '../world/world.js';

export type BubbleFile = {
  kind: MediaKind;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
  /** Path on the simulator where it can be downloaded. */
  url: string;
};
export type BubbleButton = { text: string; data?: string; url?: string };

/** A message as a person sees it. */
export type Bubble = {
  id: number;
  from: { id: UserId; name: string; bot: boolean };
  /** Milliseconds since 1970. */
  at: number;
  edited: boolean;
  /** The words, or a file's caption. */
  text: string;
  /** Bot API `MessageEntity`s: offsets in UTF-16 units. */
  entities: Entity[];
  files: BubbleFile[];
  buttons: BubbleButton[][];
  /** `ForceReply` or a reply keyboard, as the Bot API has it. */
  keyboard?: JsonObject;
  replyTo?: { id: number; from: string; text: string; quote?: string };
  reactions: { by: UserId; name: string; emoji: string }[];
  album?: string;
  /** The forum's topic it stands in, or the first message of the replies it belongs to. */
  thread?: number;
  forwardedFrom?: string;
  /** What happened, where no one said anything: "Anna joined". */
  service?: string;
  /** A contact, a location …, as the Bot API has it. */
  other?: JsonObject;
};

export function bubbleOf(world: World, chat: Chat, message: Message): Bubble {
  const { content } = message;
  const bubble: Bubble = {
    id: message.id,
    from: { id: message.from, name: nameOf(world, message.from), bot: world.bots.has(message.from) },
    at: message.at,
    edited: message.editedAt !== undefined,
    text: textOf(content),
    entities:
      content.kind === 'text' ? content.text.entities : content.kind === 'media' ? content.caption.entities : [],
    files: content.kind === 'media' ? [fileOf(world, content.media)] : [],
    buttons: (message.buttons ?? []).map((row) =>
      row.map(({ text, callback_data: data, url }) => ({ text, data, url })),
    ),
    reactions: [...message.reactions].flatMap(([by, emojis]) =>
      emojis.map((emoji) => ({ by, name: nameOf(world, by), emoji })),
    ),
    keyboard: message.keyboard,
    album: message.album,
    thread: message.thread,
    replyTo: replyOf(world, chat, message),
  };
  if (message.forwardedFrom !== undefined) bubble.forwardedFrom = nameOf(world, message.forwardedFrom.user);
  if (content.kind === 'service') bubble.service = serviceWords(world, content);
  if (content.kind === 'other') bubble.other = content.fields;
  return bubble;
}

function fileOf(world: World, { kind, file: key }: { kind: MediaKind; file: string }): BubbleFile {
  const { name, mime, size } = mustHave(world.files.get(key), `file ${key}`);
  return { kind, name, mime, size, url: `/person/files/${key}/${encodeURIComponent(name)}` };
}

function replyOf(world: World, chat: Chat, message: Message): Bubble['replyTo'] {
  const { replyTo } = message;
  if (replyTo === undefined) return undefined;
  const original = repliedTo(world, chat, message)?.message;
  const shown = {
    id: replyTo.id,
    from: original === undefined ? '' : nameOf(world, original.from),
    text: original === undefined ? '' : textOf(original.content),
  };
  return replyTo.quote === undefined ? shown : { ...shown, quote: replyTo.quote.text };
}

function serviceWords(world: World, content: Extract<Message['content'], { kind: 'service' }>): string {
  switch (content.what) {
    case 'topic-created':
      return `The topic ${content.name} was opened`;
    case 'joined':
      return `${nameOf(world, content.user)} joined`;
    case 'left':
      return `${nameOf(world, content.user)} left`;
    case 'moved-to':
    case 'moved-from':
      return 'The group was upgraded to a supergroup';
  }
}
