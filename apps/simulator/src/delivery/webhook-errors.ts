import type { UserId } from '../world/world.js';

/** The last failed delivery of each bot's webhook, for getWebhookInfo. `at` is milliseconds since 1970. */
export type WebhookErrors = Map<UserId, { at: number; message: string }>;
