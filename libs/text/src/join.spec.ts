import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { join } from './join.js';
import { richText } from './rich-text.arbitrary.js';
import { slice } from './slice.js';

describe('join', () => {
  it('puts texts one after the other, so that slicing gives each back', () => {
    fc.assert(
      fc.property(fc.array(richText), fc.constantFrom('', '\n', ' · '), (parts, between) => {
        const whole = join(parts, between);
        let at = 0;
        for (const part of parts) {
          expect(slice(whole, at, at + part.text.length)).toEqual(part);
          at += part.text.length + between.length;
        }
      }),
    );
  });
});
