import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ANNA, MARK, PRIVATE_CHAT } from '../rehearsal/desk.js';
import { sessionKey } from '#contracts';
import { dialogId, ownerTag, readToken, VERBS, writeToken } from './press-token.js';

const ANNAS = sessionKey(PRIVATE_CHAT, ANNA);
const token = fc.record({
  owner: fc.constant(ownerTag(ANNAS)),
  dialog: fc.string().map((cause) => dialogId(ANNAS, cause)),
  turn: fc.nat(999_999_999),
  verb: fc.constantFrom(...VERBS),
  arg: fc.option(fc.nat(9_999), { nil: undefined }),
});

describe('a press token', () => {
  it('comes back as it was written, within 64 bytes', () => {
    fc.assert(
      fc.property(token, (one) => {
        expect(readToken(writeToken(one))).toEqual(one);
        expect(Buffer.byteLength(writeToken(one))).toBeLessThanOrEqual(64);
      }),
    );
  });

  it('is nothing when it is anything else', () => {
    fc.assert(fc.property(fc.string({ maxLength: 64 }), (text) => expect(readToken(text)).toBeUndefined()));
  });

  it('names its owner without saying who it is', () => {
    expect(ownerTag(ANNAS)).not.toBe(ownerTag(sessionKey(PRIVATE_CHAT, MARK)));
    expect(ownerTag(ANNAS)).not.toContain('42');
  });
});
