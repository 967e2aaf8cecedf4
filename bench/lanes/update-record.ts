import {
  channelId,
  chatKey,
  deskId,
  makeRecord,
  messageId,
  plain,
  type TopicRecord,
  type Update,
  userKey,
} from '#contracts';
import { bodyOf } from '../load/bodies.js';

const desk = deskId('desk-0');
const channel = channelId('bot');

export type Written = TopicRecord<'session-events'>;

/** What a person writes to their bot, as a gateway publishes it. `message` is counted over everybody. */
export function updateRecord(message: number, person: number, at: number): Written {
  const chat = chatKey(desk, channel, String(person));
  const body: Update = {
    chat,
    chatKind: 'private',
    sender: { user: userKey(desk, channel, String(person)), name: `Person ${person}`, language: 'en' },
    at,
    receivedAt: at,
    what: { kind: 'message', message: messageId(message), text: plain(bodyOf(message)), files: [] },
  };
  return makeRecord('session-events', 'update.v1', { key: chat, at, causes: [`${message}`], ordinal: 0, body });
}

/** An answer of the bot in the chat where that was written. */
export function deliveryOf({ body, id, key, at }: Written, words: string): TopicRecord<'deliveries'> {
  if (!('sender' in body)) throw new TypeError('Nobody has written this.');
  const what = { kind: 'say' as const, lines: [{ key: 'heard', with: { words } }], buttons: [] };
  const said = { desk, chat: body.chat, reader: body.sender.user, what };
  return makeRecord('deliveries', 'delivery.v1', { key, at, causes: [id], ordinal: 0, body: said });
}

/** The words of what was written. */
export const wordsOf = ({ body }: Written) =>
  'what' in body && body.what.kind === 'message' ? body.what.text.text : '';
