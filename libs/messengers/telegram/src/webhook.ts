import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Sent by Telegram with every webhook; lower-case, as Node gives headers. */
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Without a secret of its own a channel has one all the same: everyone may know the address, no one the token. */
export const secretOf = ({ token, webhookSecret }: { token: string; webhookSecret?: string | undefined }): string =>
  webhookSecret ?? createHmac('sha256', token).update('webhook secret').digest('base64url');

/** Compares digests, which are of equal length, so that the time taken tells nothing of the secret. */
export function isGenuine(secret: string, headers: Readonly<Record<string, string | undefined>>): boolean {
  const given = headers[SECRET_HEADER];
  return given !== undefined && timingSafeEqual(digest(given), digest(secret));
}

const digest = (text: string) => createHash('sha256').update(text).digest();
