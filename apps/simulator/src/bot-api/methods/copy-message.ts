import { noText, type Message } from '../../world/message.js';
import type { Chat } from '../../world/world.js';
import { numberAlbum } from '../../world/number-album.js';
import { badRequest } from '../error.js';
import { findChat, findMessage, findWritableChat } from '../find-chat.js';
import { answer, type Call, type Method } from '../method.js';
import { post, shownTo } from '../post-message.js';
import { readMarkup } from '../read-markup.js';
import { readReply } from '../read-reply.js';
import { readCaption } from '../read-text.js';

const mostAtOnce = 100;

/** A copy is the bot's own message and names no one; a caption may take the place of the old one. */
export const copyMessage: Method = (call) => {
  const chat = findWritableChat(call);
  const { content } = findSource(call, call.params.integer('message_id'), 'copy');
  const caption = call.params.has('caption') && content.kind === 'media' ? { caption: readCaption(call) } : {};
  const copied = { ...content, ...caption };
  const copy = post(call, chat, { content: copied, replyTo: readReply(call, chat), ...readMarkup(call.params) });
  return answer({ message_id: copy.id });
};

export const forwardMessage: Method = (call) => {
  const chat = findWritableChat(call);
  const source = findSource(call, call.params.integer('message_id'), 'forward');
  return answer(shownTo(call, chat, forward(call, chat, source)));
};

export const copyMessages: Method = (call) => {
  const chat = findWritableChat(call);
  const remove = call.params.flag('remove_caption');
  const albumFor = newAlbums(call);
  return answer(
    findSources(call).map(({ content, album }) => {
      const copied = remove && content.kind === 'media' ? { ...content, caption: noText } : content;
      return { message_id: post(call, chat, { content: copied, album: albumFor(album) }).id };
    }),
  );
};

export const forwardMessages: Method = (call) => {
  const chat = findWritableChat(call);
  const albumFor = newAlbums(call);
  return answer(
    findSources(call).map((source) => ({ message_id: forward(call, chat, source, albumFor(source.album)).id })),
  );
};

const forward = (call: Call, chat: Chat, { content, from, at, forwardedFrom }: Message, album?: string): Message =>
  post(call, chat, { content, album, forwardedFrom: forwardedFrom ?? { user: from, at } });

/** What was one album is one album again, but not the same. */
function newAlbums({ ground: { history, clock } }: Call): (album: string | undefined) => string | undefined {
  const known = new Map<string, string>();
  return (album) => {
    if (album === undefined) return undefined;
    const fresh = known.get(album) ?? numberAlbum(history, clock);
    known.set(album, fresh);
    return fresh;
  };
}

function findSource(call: Call, id: number | undefined, doing: string): Message {
  const message = findMessage(findChat(call, 'from_chat_id'), id, `message to ${doing}`);
  if (message.content.kind === 'service')
    throw badRequest(`message can't be ${doing === 'copy' ? 'copied' : 'forwarded'}`);
  return message;
}

/** In strictly increasing order; those that are not there, or are service messages, are passed over. */
function findSources(call: Call): Message[] {
  const ids = (call.params.list('message_ids') ?? []).map(Number);
  if (ids.length === 0) throw badRequest('message identifiers are not specified');
  if (ids.length > mostAtOnce) throw badRequest('too many message identifiers specified');
  if (ids.some((id, at) => at > 0 && id <= (ids[at - 1] ?? 0))) {
    throw badRequest('message identifiers must be in a strictly increasing order');
  }
  const { messages } = findChat(call, 'from_chat_id');
  const found = ids.flatMap((id) => messages.get(id) ?? []).filter(({ content }) => content.kind !== 'service');
  if (found.length === 0) throw badRequest('there are no messages to process');
  return found;
}
