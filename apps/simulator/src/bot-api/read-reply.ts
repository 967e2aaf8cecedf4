import { textOf } from '../world/who-hears.js';
import type { Chat, Message } from '../world/world.js';
import { badRequest } from './error.js';
import type { Call } from './method.js';

/** `reply_parameters`, or the two parameters it took the place of. A reply into another chat is not found here. */
export function readReply(call: Call, chat: Chat): Message['replyTo'] {
  const reply = call.params.object('reply_parameters');
  const id = reply === undefined ? call.params.integer('reply_to_message_id') : Number(reply['message_id']);
  if (id === undefined) return undefined;
  const may =
    reply === undefined ? call.params.flag('allow_sending_without_reply') : reply['allow_sending_without_reply'];
  const elsewhere =
    reply?.['chat_id'] !== undefined && String(reply['chat_id']) !== String(call.params.integer('chat_id'));
  const original = elsewhere ? undefined : chat.messages.get(id);
  if (original === undefined) {
    if (may === true) return undefined;
    throw badRequest('message to be replied not found');
  }
  const quote = reply?.['quote'];
  if (typeof quote !== 'string' || quote === '') return { id };
  const position = textOf(original.content).indexOf(quote, Number(reply?.['quote_position'] ?? 0));
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
  return { id, quote: { text: quote, position, isManual: true } };
}
