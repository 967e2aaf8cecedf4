import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key by its id: 32 bytes. */
export type SealingKey = { id: string; key: Buffer };

/**
 * Secrets at rest: AES-256-GCM, the key's id in front, bound to what they belong to. The first key seals, all of them open,
 * so that a key is replaced by putting a new one in front.
 */
export type Seal = {
  /** `of` names what the secret belongs to; it opens for nothing else. */
  close(secret: string, of: string): string;
  /** Throws `Unsealable` for another owner, an unknown key, or bytes that were changed. */
  open(sealed: string, of: string): string;
};

/** What was sealed cannot be opened. Carries neither secret nor key. */
export class Unsealable extends Error {
  override readonly name = 'Unsealable';
}

export function createSeal(keys: readonly SealingKey[]): Seal {
  const [current] = keys;
  if (!current) throw new RangeError('A seal needs a key.');
  return {
    close(secret, of) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.key, nonce).setAAD(Buffer.from(of));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `${current.id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, of) {
      const [id, encoded] = sealed.split('.');
      const found = keys.find((one) => one.id === id);
      if (!found || !encoded) throw new Unsealable('sealed with a key that is not configured');
      const bytes = Buffer.from(encoded, 'base64url');
      try {
        const decipher = createDecipheriv(ALGORITHM, found.key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(of));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        throw new Unsealable('the seal is broken, or it belongs to something else');
      }
    },
  };
}

/** A sealing key derived from a long random text, with an id that tells it from others and nothing of it (HKDF-SHA-256). */
export function sealingKey(secret: string): SealingKey {
  const derive = (what: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `relaydesk seal ${what}`, bytes));
  return { id: derive('id', 6).toString('hex'), key: derive('key', 32) };
}
