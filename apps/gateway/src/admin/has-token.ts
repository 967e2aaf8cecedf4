import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether an `Authorization` header bears the token (RFC 6750). Constant time over both. */
export function hasToken(authorization: string | undefined, token: string): boolean {
  const [, given] = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization ?? '') ?? [];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}
