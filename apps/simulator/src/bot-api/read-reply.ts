import { chatOf } from '../world/lookup.js';
import { textOf } from '../world/who-hears.js';
import type { Message } from '../world/message.js';
import type { Chat } from '../world/world.js';
import { badRequest } from './error.js';
import type { JsonObject } from './json.js';
import type { Call } from './method.js';

const longestQuote = 1024;

/** `reply_parameters`, or the two parameters it took the place of. What it replies to may stand in another chat of the bot. */
export function readReply(call: Call, chat: Chat): Message['replyTo'] {
  const reply = call.params.object('reply_parameters');
  const id = reply === undefined ? call.params.integer('reply_to_message_id') : Number(reply['message_id']);
  if (id === undefined) return undefined;
  const may =
    reply === undefined ? call.params.flag('allow_sending_without_reply') : reply['allow_sending_without_reply'];
  const where = reply?.['chat_id'] === undefined ? chat : otherChat(call, Number(reply['chat_id']));
  const original = where?.messages.get(id);
  if (where === undefined || original === undefined) {
    if (may === true) return undefined;
    throw badRequest('message to be replied not found');
  }
  return { id, place: where === chat ? undefined : where.place, quote: readQuote(reply, original) };
}

const otherChat = ({ ground, state }: Call, id: number): Chat | undefined =>
  chatOf(ground.history.world, state.bot.id, id);

/** An exact part of what it replies to; the position is only where to begin to look. */
function readQuote(reply: JsonObject | undefined, { content }: Message): NonNullable<Message['replyTo']>['quote'] {
  const text = reply?.['quote'];
  if (typeof text !== 'string' || text === '') return undefined;
  const words = textOf(content);
  const near = words.indexOf(text, Number(reply?.['quote_position'] ?? 0));
  const position = near < 0 ? words.indexOf(text) : near;
  if (position < 0 || text.length > longestQuote) throw badRequest('QUOTE_TEXT_INVALID');
  return { text, position, isManual: true };
}
