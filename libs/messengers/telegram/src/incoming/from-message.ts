import { messageId, type Happening, type MessageHappening, type RichText } from '#contracts';
import { fromEntities } from './from-entities.js';
import { fromFiles } from './from-files.js';
import type { RawMessage } from './raw.js';
import { serviceOf, unsupportedOf } from './unsupported.js';

/** The bot itself: its user id, and its name where that is configured. */
export type Bot = { bot: number; username?: string | undefined };

/** What a new message says, or why it is none of ours. */
export function fromMessage(message: RawMessage, { bot, username }: Bot): Happening | { ignored: string } {
  const service = serviceOf(message);
  if (service) return { ignored: `message.${service}` };
  const files = fromFiles(message);
  const text = textOf(message);
  const command = commandOf(message);
  if (command && isForAnother(command.bot, username)) return { ignored: 'message: a command to another bot' };
  return {
    kind: 'message',
    message: messageId(message.message_id),
    text,
    files,
    replyTo: replyOf(message),
    answersChannel: message.reply_to_message?.from?.id === bot ? true : undefined,
    album: message.media_group_id,
    forwarded: message.forward_origin === undefined ? undefined : true,
    command: command && { name: command.name, args: command.args },
    unsupported: unsupportedOf(message, files.length === 0 && text.text === ''),
  };
}

/** What a message says now. A place that moves is edited, too: without words or files there is nothing to tell. */
export function fromEdit(message: RawMessage): Happening | { ignored: string } {
  const text = textOf(message);
  if (text.text === '' && fromFiles(message).length === 0) return { ignored: 'edited_message: without words' };
  return { kind: 'edited', message: messageId(message.message_id), text };
}

/** Words stand in the text or, beside a file, in its caption. */
const textOf = ({ text, entities, caption, caption_entities }: RawMessage): RichText =>
  fromEntities((text ?? caption ?? '').toWellFormed(), (text === undefined ? caption_entities : entities) ?? []);

/**
 * What a message answers to. In a topic every message seems to answer the one that created it: that is no reply. An
 * answer to a message in another topic of the same chat comes as an `external_reply`.
 */
function replyOf({ reply_to_message: reply, external_reply: external, chat }: RawMessage): MessageHappening['replyTo'] {
  if (reply) return 'forum_topic_created' in reply ? undefined : messageId(reply.message_id);
  if (external?.message_id !== undefined && external.chat?.id === chat.id) return messageId(external.message_id);
  return undefined;
}

function commandOf({ text = '', entities = [] }: RawMessage) {
  const entity = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (!entity) return undefined;
  const [name = '', bot] = text.slice(1, entity.length).split('@');
  return { name: name.toLowerCase(), bot, args: text.slice(entity.length).trim() };
}

const isForAnother = (bot: string | undefined, username: string | undefined) =>
  bot !== undefined && username !== undefined && bot.toLowerCase() !== username.toLowerCase();
