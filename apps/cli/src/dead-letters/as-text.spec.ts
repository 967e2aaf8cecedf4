import { describe, expect, it } from '@jest/globals';
import type { Letter, WholeLetter } from '#dead-letters';
import { leftOf, noneTo, pageOf, tableOf } from './as-text.js';

const at = Date.UTC(2026, 10, 21, 9, 30);
const letter: Letter = {
  number: 7,
  standing: 'open',
  kind: 'write',
  cause: 'its endpoint was down too long',
  desk: 'acme',
  chat: 'acme/telegram/51',
  person: 'acme/telegram/51',
  topic: 'tracker-work',
  lane: 3,
  id: 'abc',
  key: 'k',
  bornAt: at,
  at,
  history: [{ what: 'given-up', at, cause: 'its endpoint was down too long' }],
};

describe('letters on a terminal', () => {
  it('are a table, a line each', () => {
    expect(tableOf([letter, { ...letter, number: 12, standing: 'replaying', desk: undefined }]).split('\n')).toEqual([
      'no.  given up              standing   desk  kind   person            cause',
      '7    2026-11-21T09:30:00Z  open       acme  write  acme/telegram/51  its endpoint was down too long',
      '12   2026-11-21T09:30:00Z  replaying  –     write  acme/telegram/51  its endpoint was down too long',
    ]);
  });

  it('do not move the cursor of whoever reads them', () => {
    expect(tableOf([{ ...letter, kind: '\u001b[2Jwrite' }])).not.toContain('\u001b');
  });

  it('say one by one what is known of them, and what they say only where it was asked for', () => {
    const work = [{ id: 'abc', kind: 'write', attempts: 3, tries: 1, lastError: 'unavailable' }];
    const whole: WholeLetter = { ...letter, work };
    expect(pageOf(whole)).toContain('  topic     tracker-work, partition 3\n');
    expect(pageOf(whole)).toContain('write abc: sent 3 times, failed 1 times, last: unavailable');
    expect(pageOf(whole)).toContain('2026-11-21T09:30:00Z  given up: its endpoint was down too long');
    expect(pageOf({ ...whole, body: [{ words: 'Hello' }] })).toContain('"words": "Hello"');
  });

  it('of which none is there, or none matches, are told of plainly', () => {
    expect(noneTo('replay', { all: true })).toEqual(['There is no letter to replay.']);
    expect(noneTo('discard', { filter: { kind: 'wrote' } })).toEqual(['No letter to discard matches.']);
    expect(noneTo('replay', { numbers: [7] })).toEqual([]);
  });

  it('that were left are named with why, and numbers of none as such', () => {
    const none = (...numbers: number[]) => ({ kind: 'not-open' as const, why: 'there is none', numbers });
    expect(leftOf([{ kind: 'stays', why: 'it does not parse', numbers: [4, 7] }, none(9), none(11, 12)])).toEqual([
      'Left as it is, because it does not parse: 4, 7',
      'There is no open letter 9.',
      'There are no open letters 11, 12.',
    ]);
  });
});
