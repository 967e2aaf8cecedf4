import {
  channelId,
  type ChatKey,
  chatKey,
  chatOf,
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

/** The chat a person has with the bot. */
export const chatOfPerson = (person: number) => chatKey(desk, channel, String(person));

/** What a person writes to their bot, as a gateway publishes it. `message` is counted over everybody. */
export function updateRecord(message: number, person: number, at: number): Written {
  const chat = chatOfPerson(person);
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

type Said = { at: number; causes: readonly string[]; words: string };

/** What the bot says in a person's chat. */
export function deliveryTo(chat: ChatKey, { at, causes, words }: Said): TopicRecord<'deliveries'> {
  const what = { kind: 'say' as const, lines: [{ key: 'heard', with: { words } }], buttons: [] };
  const reader = userKey(desk, channel, chatOf(chat).chat);
  return makeRecord('deliveries', 'delivery.v1', {
    key: chat,
    at,
    causes,
    ordinal: 0,
    body: { desk, chat, reader, what },
  });
}

/** The words of what was written. */
export const wordsOf = ({ body }: Written) =>
  'what' in body && body.what.kind === 'message' ? body.what.text.text : '';
