import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suggestSubject } from './subject.js';

describe('suggestSubject', () => {
  it.each([
    ['The shop answers 502 since this morning. See the log.', 'The shop answers 502 since this morning'],
    ['Printer on floor 3 is dead\nIt smokes.', 'Printer on floor 3 is dead'],
    ['Hello!\n\nThe printer is on fire. Help.', 'Hello! The printer is on fire'],
    ['Is the shop open on Sunday?', 'Is the shop open on Sunday?'],
    ['Не работает принтер на третьем этаже. Пахнет дымом.', 'Не работает принтер на третьем этаже'],
    ['And so on...', 'And so on...'],
    ['  \n ', ''],
  ])('of %j is %j', (text, subject) => {
    expect(suggestSubject(text)).toBe(subject);
  });

  it('is one line within the limit, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 3, max: 255 }), (text, max) => {
        const subject = suggestSubject(text, max);
        expect(subject.length).toBeLessThanOrEqual(max);
        expect(subject).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
