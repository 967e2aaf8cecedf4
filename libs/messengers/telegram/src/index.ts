import type { MessengerPlugin } from '#ports/messenger';
import { createAdapter } from './adapter.js';
import { TelegramConfig } from './config.js';

export { TelegramConfig } from './config.js';

/** Telegram bots, by webhook or long polling. */
export const telegram: MessengerPlugin<TelegramConfig> = {
  id: 'telegram',
  configSchema: TelegramConfig,
  create: createAdapter,
};
