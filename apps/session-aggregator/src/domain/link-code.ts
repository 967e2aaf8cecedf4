import { createHmac } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that nothing is misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * One-time codes like `K7QF-2M9X`: 40 bits of HMAC-SHA256(secret, record id). The same record makes the same code;
 * without the secret nobody guesses it within its ten minutes.
 */
export function linkCodes(secret: string): (recordId: string) => string {
  return (recordId) => {
    const hash = createHmac('sha256', secret).update(recordId).digest();
    const letters = [...hash.subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
    return `${letters.slice(0, 4)}-${letters.slice(4)}`;
  };
}
