import { z } from 'zod';

/** The `tracker:` block of a desk that uses the local tracker. */
export const LocalConfig = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).meta({
    description: 'Where the tracker’s API answers.',
    examples: ['http://localhost:8090'],
  }),
  token: z
    .string()
    .min(1)
    .meta({ description: 'Its service token.', examples: ['${LOCAL_TRACKER_TOKEN}'] }),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'Where people see its page; links to issues lead there. Default: `url`.',
      examples: ['https://issues.example.com'],
    }),
  webhookSecret: z
    .string()
    .min(1)
    .optional()
    .meta({
      description: 'The secret its webhooks are signed with. Without it no webhook is accepted; changes are polled.',
      examples: ['${LOCAL_TRACKER_WEBHOOK_SECRET}'],
    }),
});
export type LocalConfig = z.infer<typeof LocalConfig>;
