import { createHmac } from 'node:crypto';

/** What the server and the adapter agree on. */

/** Largest file, in bytes. */
export const MAX_FILE = 20 * 1024 * 1024;

/** The header that carries a webhook's signature. */
export const HOOK_SIGNATURE = 'x-local-signature-256';

/** As Redmine 7 signs: the hex HMAC-SHA256 of the raw body. */
export const signatureOf = (secret: string, body: string | Buffer) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
