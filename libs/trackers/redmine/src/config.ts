import { z } from 'zod';

const address = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address, such as https://redmine.example.com' })
  .transform((url) => url.replace(/\/+$/, ''));

/** The desk's `tracker:` block where the tracker is a Redmine. The descriptions are its reference. */
export const RedmineConfig = z.strictObject({
  url: address.meta({
    description: 'Where Redmine answers, with its sub-path if it has one.',
    examples: ['https://redmine.example.com/redmine'],
  }),
  apiKey: z
    .string()
    .trim()
    .min(1)
    .meta({
      description:
        'API key of an administrator (My account, on the right). Only such a key may act for other people ' +
        '(X-Redmine-Switch-User) and read the user directory.',
      examples: ['${REDMINE_API_KEY}'],
    }),
  actAs: z
    .enum(['switch-user', 'own-key'])
    .default('switch-user')
    .describe(
      "How words come under a person's own account. `switch-user`: with the key above, in their name. `own-key`: with " +
        'their own API key, read once when they prove their account and kept encrypted.',
    ),
  publicUrl: address.optional().meta({
    description: 'Where people open Redmine in a browser, if that is another address than `url`. Links are made of it.',
    examples: ['https://redmine.example.com'],
  }),
  textFormatting: z
    .enum(['textile', 'commonmark'])
    .default('commonmark')
    .describe(
      'Administration, Settings, General, Text formatting. Redmine does not tell it by REST. New installations since ' +
        '5.1 use CommonMark, older ones Textile; the older "Markdown" reads as `commonmark`.',
    ),
  codeField: z
    .string()
    .trim()
    .min(1)
    .default('Telegram')
    .describe('Name of the user custom field (format Text, editable by its owner) into which people enter their code.'),
  webhookSecret: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'Secret of the webhooks of Redmine 7 or later. Without it no webhook is accepted; changes are polled.',
      examples: ['${REDMINE_WEBHOOK_SECRET}'],
    }),
  emoji: z
    .enum(['auto', 'keep', 'shortcode', 'strip'])
    .default('auto')
    .describe(
      'What to do with characters that a MySQL database in `utf8` cannot store (emoji above all). `keep`: send them. ' +
        '`shortcode`: send :fire: instead. `strip`: leave them out. `auto`: send them, and shortcodes instead when ' +
        'Redmine broke off and the words have to be sent again.',
    ),
  settleMs: z
    .int()
    .positive()
    .default(60_000)
    .describe(
      'How long (ms) Redmine, its proxy and its queue may still work on a request nobody waits for any more: ' +
        'only after that is a write of unknown fate looked for. Not less than the time-out of your proxy.',
    ),
});
export type RedmineConfig = z.infer<typeof RedmineConfig>;

/** Where people open Redmine. */
export const publicUrl = (config: RedmineConfig) => config.publicUrl ?? config.url;
