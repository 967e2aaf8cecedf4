import { z } from 'zod';

/** The `tracker:` block of a desk that uses the local tracker. */
export const LocalConfig = z.object({
  /** Where the tracker's API answers, as `startLocalTracker` gives it. */
  url: z.url({ protocol: /^https?$/ }),
  /** Its service token. */
  token: z.string().min(1),
  /** Where people see its page; links to issues lead there. Default: `url`. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** The secret its webhooks are signed with; absent: none are taken. */
  webhookSecret: z.string().min(1).optional(),
});
export type LocalConfig = z.infer<typeof LocalConfig>;
