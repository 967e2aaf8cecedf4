import type { MessageId } from '#contracts';
import type { Outgoing } from '#ports/messenger';
import type { Opts } from 'telegraf/types';
import { toEntities } from './to-entities.js';
import { toKeyboard } from './to-keyboard.js';

/** Issue titles are links; a preview of the tracker's log-in page below each message would help no one. */
const NO_PREVIEW = { is_disabled: true } as const;

export const toMessage = (chat: string, { text, buttons, replyTo, ask }: Outgoing): Opts<'sendMessage'> => ({
  chat_id: chat,
  text: text.text,
  entities: toEntities(text),
  link_preview_options: NO_PREVIEW,
  ...toReply(replyTo),
  ...toMarkup(buttons, ask),
});

export const toEdit = (chat: string, message: MessageId, { text, buttons }: Outgoing): Opts<'editMessageText'> => ({
  chat_id: chat,
  message_id: Number(message),
  text: text.text,
  entities: toEntities(text),
  link_preview_options: NO_PREVIEW,
  reply_markup: toKeyboard(buttons),
});

/** A message that is gone by now must not cost the answer to it. */
export const toReply = (replyTo: MessageId | undefined) =>
  replyTo === undefined ? {} : { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } };

/** Buttons and an open answer field exclude each other; buttons go first. In a group only the one answered is asked. */
function toMarkup(buttons: Outgoing['buttons'], ask: boolean | undefined): Pick<Opts<'sendMessage'>, 'reply_markup'> {
  const keyboard = toKeyboard(buttons);
  if (keyboard.inline_keyboard.length > 0) return { reply_markup: keyboard };
  return ask ? { reply_markup: { force_reply: true, selective: true } } : {};
}
