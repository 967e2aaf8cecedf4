import type { Method } from './method.js';
import { answerCallbackQuery } from './methods/answer-press.js';
import { sendChatAction } from './methods/chat-action.js';
import { deleteMyCommands, getMyCommands, setMyCommands } from './methods/commands.js';
import { copyMessage, copyMessages, forwardMessage, forwardMessages } from './methods/copy-message.js';
import { deleteMessage, deleteMessages } from './methods/delete-message.js';
import { editMessageMedia } from './methods/edit-media.js';
import { editMessageCaption, editMessageReplyMarkup, editMessageText } from './methods/edit-message.js';
import { getBusinessConnection } from './methods/get-business-connection.js';
import { getChat, getChatAdministrators, getChatMember, getChatMemberCount, leaveChat } from './methods/get-chat.js';
import { getFile } from './methods/get-file.js';
import { close, getMe, logOut } from './methods/get-me.js';
import { getUpdates } from './methods/get-updates.js';
import {
  sendAnimation,
  sendAudio,
  sendDocument,
  sendPhoto,
  sendSticker,
  sendVideo,
  sendVideoNote,
  sendVoice,
} from './methods/send-media.js';
import { sendMediaGroup } from './methods/send-media-group.js';
import { sendMessage } from './methods/send-message.js';
import { setMessageReaction } from './methods/set-reaction.js';
import { deleteWebhook, getWebhookInfo, setWebhook } from './methods/webhook.js';

/** Every method of the schema, by its documented name. */
export const methodTable: Readonly<Record<string, Method>> = {
  answerCallbackQuery,
  close,
  copyMessage,
  copyMessages,
  deleteMessage,
  deleteMessages,
  deleteMyCommands,
  deleteWebhook,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
  forwardMessage,
  forwardMessages,
  getBusinessConnection,
  getChat,
  getChatAdministrators,
  getChatMember,
  getChatMemberCount,
  getFile,
  getMe,
  getMyCommands,
  getUpdates,
  getWebhookInfo,
  leaveChat,
  logOut,
  sendAnimation,
  sendAudio,
  sendChatAction,
  sendDocument,
  sendMediaGroup,
  sendMessage,
  sendPhoto,
  sendSticker,
  sendVideo,
  sendVideoNote,
  sendVoice,
  setMessageReaction,
  setMyCommands,
  setWebhook,
};
