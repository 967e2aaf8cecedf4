import type { Content, Message } from '../../world/message.js';
import type { Chat } from '../../world/world.js';
import { badRequest } from '../error.js';
import { findMessage, findWritableChat } from '../find-chat.js';
import { answer, type Answer, type Call, type Method } from '../method.js';
import { shownTo } from '../post-message.js';
import { readMarkup } from '../read-markup.js';
import { readCaption, readText } from '../read-text.js';

const unchanged =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

const captioned: ReadonlySet<string> = new Set(['animation', 'audio', 'document', 'photo', 'video', 'voice']);

export const editMessageText: Method = (call) =>
  edit(call, ({ content }) => {
    if (content.kind !== 'text') throw badRequest('there is no text in the message to edit');
    return { kind: 'text', text: readText(call) };
  });

export const editMessageCaption: Method = (call) =>
  edit(call, ({ content }) => {
    if (content.kind !== 'media' || !captioned.has(content.media.kind))
      throw badRequest('there is no caption in the message to edit');
    return { ...content, caption: readCaption(call) };
  });

export const editMessageReplyMarkup: Method = (call) => edit(call, ({ content }) => content);

/** A bot edits its own messages only; buttons that are not given again are taken away. */
export function edit(call: Call, next: (message: Message) => Content): Answer {
  const { chat, message } = findOwn(call);
  const content = next(message);
  const { buttons } = readMarkup(call.params);
  if (isSame([content, buttons], [message.content, message.buttons])) throw badRequest(unchanged);
  const { history, clock } = call.ground;
  const by = call.state.bot.id;
  history.record({ kind: 'message-edited', at: clock.now(), place: chat.place, id: message.id, by, content, buttons });
  return answer(shownTo(call, chat, message));
}

/** As JSON, for what came back from the journal has lost its undefined fields. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function findOwn(call: Call): { chat: Chat; message: Message } {
  if (call.params.has('inline_message_id')) throw badRequest('MESSAGE_ID_INVALID');
  if (!call.params.has('chat_id')) throw badRequest('chat_id is empty');
  const chat = findWritableChat(call);
  const message = findMessage(chat, call.params.integer('message_id'), 'message to edit');
  if (!mayEdit(call, chat, message)) {
    throw badRequest("message can't be edited");
  }
  return { chat, message };
}

const editableFor = 48 * 3600_000;

/** Its own; for a business also what the owner wrote, for 48 h unless it carries buttons (Bot API, editMessageText). */
function mayEdit({ state, ground: { clock } }: Call, { room }: Chat, message: Message): boolean {
  if (message.forwardedFrom !== undefined) return false;
  if (room.kind !== 'business') return message.from === state.bot.id;
  if (message.from !== room.owner) return false;
  const young = clock.now() - message.at <= editableFor;
  return young || message.businessBot === state.bot.id || message.buttons !== undefined;
}
