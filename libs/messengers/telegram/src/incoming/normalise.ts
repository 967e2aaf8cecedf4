import { chatKey, messageId, userKey, type ChannelId, type DeskId, type Happening, type Update } from '#contracts';
import type { Normalised } from '#ports/messenger';
import { fromEdit, fromMessage, type Bot } from './from-message.js';
import { RawMembership, RawMessage, RawPress, RawUpdate, type RawChat, type RawUser } from './raw.js';

/** The updates we ask Telegram for; others are never sent to us. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** Whose updates these are. */
export type Channel = { desk: DeskId; channel: ChannelId } & Bot;

/** What of an update is left once its kind is known. `at` in ms. */
type Told = { chat: RawChat; from: RawUser; at: number; what: Happening };
type Reader = (raw: unknown, channel: Channel, receivedAt: number) => Told | { ignored: string };

const READERS: Readonly<Record<(typeof ALLOWED_UPDATES)[number], Reader>> = {
  message: (raw, bot) => readMessage(raw, 'message', (message) => fromMessage(message, bot)),
  edited_message: (raw) => readMessage(raw, 'edited_message', fromEdit),
  callback_query: readPress,
  my_chat_member: readMembership,
};

/** Turns a raw update into the contract's form. Pure; nothing is dropped without a name. */
export function normalise(raw: unknown, receivedAt: number, channel: Channel): Normalised | undefined {
  const update = RawUpdate.safeParse(raw);
  if (!update.success) return undefined;
  const id = String(update.data.update_id);
  const kind = ALLOWED_UPDATES.find((name) => update.data[name] !== undefined);
  if (!kind) return { id, ignored: Object.keys(update.data).find((name) => name !== 'update_id') ?? 'nothing' };
  const told = READERS[kind](update.data[kind], channel, receivedAt);
  return 'ignored' in told ? { id, ignored: told.ignored } : { id, update: toUpdate(told, channel, receivedAt) };
}

function toUpdate({ chat, from, at, what }: Told, { desk, channel }: Channel, receivedAt: number): Update {
  return {
    chat: chatKey(desk, channel, String(chat.id)),
    chatKind: chat.type === 'private' ? 'private' : 'group',
    sender: {
      user: userKey(desk, channel, String(from.id)),
      name: [from.first_name, from.last_name].filter(Boolean).join(' ') || String(from.id),
      language: from.language_code,
    },
    at,
    receivedAt,
    what,
  };
}

function readMessage(
  raw: unknown,
  kind: string,
  read: (message: RawMessage) => Happening | { ignored: string },
): Told | { ignored: string } {
  const parsed = RawMessage.safeParse(raw);
  if (!parsed.success) return { ignored: `${kind}: malformed` };
  const { chat, from, date, edit_date, sender_chat } = parsed.data;
  if (chat.type === 'channel') return { ignored: `${kind}: in a channel` };
  if (!from || sender_chat !== undefined) return { ignored: `${kind}: from nobody by name` };
  if (from.is_bot) return { ignored: `${kind}: from a bot` };
  const what = read(parsed.data);
  return 'ignored' in what ? what : { chat, from, at: (edit_date ?? date) * 1_000, what };
}

/** A press has no time of its own. Its data is whatever a client sent: longer than the contract's token, it is no button of ours. */
function readPress(raw: unknown, _: Channel, receivedAt: number): Told | { ignored: string } {
  const parsed = RawPress.safeParse(raw);
  if (!parsed.success) return { ignored: 'callback_query: malformed' };
  const { id, from, message, data } = parsed.data;
  if (!message || message.chat.type === 'channel') return { ignored: 'callback_query: outside a chat' };
  if (!data || data.length > 64) return { ignored: 'callback_query: no button of ours' };
  const what = { kind: 'pressed', press: id, message: messageId(message.message_id), token: data } as const;
  return { chat: message.chat, from, at: receivedAt, what };
}

function readMembership(raw: unknown): Told | { ignored: string } {
  const parsed = RawMembership.safeParse(raw);
  if (!parsed.success) return { ignored: 'my_chat_member: malformed' };
  const { chat, from, date, new_chat_member: member } = parsed.data;
  if (chat.type === 'channel') return { ignored: 'my_chat_member: in a channel' };
  const gone = member.status === 'left' || member.status === 'kicked' || member.is_member === false;
  const status = gone ? (chat.type === 'private' ? 'blocked' : 'removed') : 'present';
  return { chat, from, at: date * 1_000, what: { kind: 'membership', status } };
}
