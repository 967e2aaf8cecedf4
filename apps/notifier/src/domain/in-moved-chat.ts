import type { ChatKey } from '#contracts';
import type { Sending } from './sending.js';

/**
 * The same for a chat that has another id now (a group became a supergroup). Ids of messages are its chat's own (Bot API:
 * `message_id`): what is about an old one alone is not sent, and nothing answers one.
 */
export function inMovedChat(sending: Sending, chat: ChatKey): Sending | undefined {
  const { what } = sending;
  switch (what.kind) {
    case 'react':
    case 'remove-buttons':
      return undefined;
    case 'say':
      return { ...sending, chat, what: { ...what, replyTo: undefined } };
    case 'slot':
      return { ...sending, chat, what: { ...what, lastIncoming: undefined, pressedOn: undefined } };
    case 'file':
    case 'await-file':
    case 'answer-press':
    case 'unworded':
      return { ...sending, chat };
  }
}
