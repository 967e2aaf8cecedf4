import { z } from 'zod';

/** A desk's Telegram channel, as it stands under `channels:`. */
export const TelegramConfig = z.strictObject({
  token: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'a bot token looks like 123456:ABC-DEF, as @BotFather gives it')
    .meta({ description: 'The token of the bot, from @BotFather.', examples: ['${TELEGRAM_BOT_TOKEN}'] }),
  apiRoot: z
    .url({ protocol: /^https?$/ })
    .default('https://api.telegram.org/')
    .transform((root) => (root.endsWith('/') ? root : `${root}/`))
    .describe('Another Bot API server: your own, or the simulator.'),
  webhookSecret: z
    .string()
    .regex(/^[\w-]{1,256}$/, '1 to 256 of A–Z a–z 0–9 _ -')
    .optional()
    .meta({
      description: 'What Telegram sends along with every webhook. Default: derived from the token.',
      examples: ['${TELEGRAM_WEBHOOK_SECRET}'],
    }),
  username: z
    .string()
    .regex(/^\w{5,32}$/, 'the name of the bot without @')
    .optional()
    .meta({
      description: 'The name of the bot. In groups, commands to other bots are told apart by it.',
      examples: ['acme_support_bot'],
    }),
});
export type TelegramConfig = z.infer<typeof TelegramConfig>;
