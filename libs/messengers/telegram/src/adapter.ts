import { messageId, type ChannelId, type DeskId } from '#contracts';
import { createGuardedFetch } from '#http';
import type { MessengerAdapter } from '#ports/messenger';
import { createBotApi } from './bot-api/bot-api.js';
import type { TelegramConfig } from './config.js';
import { ALLOWED_UPDATES, normalise } from './incoming/normalise.js';
import { openFile } from './incoming/open-file.js';
import { CAPABILITIES } from './limits.js';
import { sendFile } from './outgoing/send-file.js';
import { toEdit, toMessage } from './outgoing/to-message.js';
import { toReaction } from './outgoing/to-reaction.js';
import { poll } from './poll.js';
import { isGenuine, secretOf } from './webhook.js';

/** One bot as the messenger port wants it. */
export function createAdapter(
  config: TelegramConfig,
  { desk, channel }: { desk: DeskId; channel: ChannelId },
): MessengerAdapter {
  const api = createBotApi(config);
  const http = createGuardedFetch();
  const secret = secretOf(config);
  // A token begins with the id of its bot.
  const bot = Number.parseInt(config.token, 10);
  return {
    capabilities: CAPABILITIES,

    async me(call) {
      const { id, first_name, username } = await api.call('getMe', {}, call);
      return { id: String(id), name: first_name, link: `https://t.me/${username}` };
    },
    genuine: (headers) => isGenuine(secret, headers),
    normalise: (raw, receivedAt) => normalise(raw, receivedAt, { desk, channel, bot, username: config.username }),
    poll: (call, after, waitMs) => poll(api, call, after, waitMs),
    async receiveAt(call, url) {
      if (url === undefined) await api.call('deleteWebhook', {}, call);
      else await api.call('setWebhook', { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES }, call);
    },

    async send(call, chat, message) {
      return messageId((await api.call('sendMessage', toMessage(chat, message), call)).message_id);
    },
    sendFile: (call, chat, file) => sendFile(api, call, chat, file),
    async edit(call, chat, message, to) {
      await api.call('editMessageText', toEdit(chat, message, to), call);
    },
    async react(call, chat, message, reaction) {
      const target = { chat_id: chat, message_id: Number(message) };
      await api.call('setMessageReaction', { ...target, reaction: toReaction(reaction) }, call);
    },
    async removeButtons(call, chat, message) {
      await api.call('editMessageReplyMarkup', { chat_id: chat, message_id: Number(message) }, call);
    },
    isBelow: (message, other) => Number(message) > Number(other),
    async answerPress(call, press, toast) {
      await api.call('answerCallbackQuery', { callback_query_id: press, text: toast }, call);
    },

    openFile: (call, file) => openFile(api, http, config, call, file),
    async close() {
      api.close();
      await http.close();
    },
  };
}
