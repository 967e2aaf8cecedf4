import type { Method } from './method.js';
import { answerCallbackQuery } from './methods/answer-press.js';
import { editMessageCaption, editMessageReplyMarkup, editMessageText } from './methods/edit-message.js';
import { close, getMe, logOut } from './methods/get-me.js';
import { getUpdates } from './methods/get-updates.js';
import { sendMessage } from './methods/send-message.js';
import { deleteWebhook, getWebhookInfo, setWebhook } from './methods/webhook.js';

/** Every method of the schema, by its documented name. */
export const methodTable: Readonly<Record<string, Method>> = {
  answerCallbackQuery,
  close,
  deleteWebhook,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
  getMe,
  getUpdates,
  getWebhookInfo,
  logOut,
  sendMessage,
  setWebhook,
};
