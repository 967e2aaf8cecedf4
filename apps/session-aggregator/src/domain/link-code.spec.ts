import { describe, expect, it } from '@jest/globals';
import { linkCodes } from './link-code.js';

describe('a link code', () => {
  it('is eight letters of Crockford’s base 32', () => {
    for (let at = 0; at < 200; at++) {
      expect(linkCodes('secret')(`record ${at}`)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    }
  });

  it('is the same for the same record, and another one for another record or secret', () => {
    const codeOf = linkCodes('secret');
    expect(codeOf('record')).toBe(codeOf('record'));
    expect(codeOf('record')).not.toBe(codeOf('another'));
    expect(codeOf('record')).not.toBe(linkCodes('another secret')('record'));
  });
});
