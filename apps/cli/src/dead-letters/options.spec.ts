import { describe, expect, it } from '@jest/globals';
import { timeOf } from '../as-table.js';
import { cursorOf, remarkOf } from './checked-options.js';
import { parseCount, parseNumber, parseTime, selectionOf, wordsLike } from './options.js';

describe('which letters are meant', () => {
  it.each([
    [[3, 5], {}, { numbers: [3, 5] }],
    [[], { desk: 'acme', since: 7 }, { filter: { desk: 'acme', since: 7 } }],
    [[], { all: true }, { all: true }],
    [[], { all: true, desk: 'acme' }, { filter: { desk: 'acme' } }],
  ])('is said by %j and %j', (numbers, options, selection) => {
    expect(selectionOf(numbers, options)).toEqual(selection);
  });

  it('is never everything for want of a word', () => {
    expect(() => selectionOf([], {})).toThrow('Which letters?');
    expect(() => selectionOf([3], { all: true })).toThrow('not both');
    expect(() => selectionOf([3], { desk: 'acme' })).toThrow('not both');
  });
});

describe('a time', () => {
  it.each([
    ['2026-11-21', Date.UTC(2026, 10, 21)],
    ['2026-11-21T09:30Z', Date.UTC(2026, 10, 21, 9, 30)],
    ['2026-11-21T09:30:15.250Z', Date.UTC(2026, 10, 21, 9, 30, 15, 250)],
    ['2026-11-21T09:30+03:00', Date.UTC(2026, 10, 21, 6, 30)],
    ['2026-11-21T09:30:15', Date.UTC(2026, 10, 21, 9, 30, 15)],
    ['2026-11-21 09:30:15', Date.UTC(2026, 10, 21, 9, 30, 15)],
  ])('is one of the calendar, and of UTC unless it says otherwise: %s', (text, at) => {
    expect(parseTime(text)).toBe(at);
  });

  it('is read as it is printed', () => {
    const at = Date.UTC(2026, 10, 21, 9, 30, 15);
    expect(parseTime(timeOf(at))).toBe(at);
  });

  it('may be so long ago', () => {
    const [hour, day] = [parseTime('1h'), parseTime('1d')];
    expect(Math.round((hour - day) / 60_000)).toBe(23 * 60);
  });

  it.each(['', 'soon', '3 weeks', '7', '12', '2026', '11/21/2026', '2026-13-01', '2026-02-30', '2026-11-21T25:00Z'])(
    'is not %j',
    (text) => expect(() => parseTime(text)).toThrow('2026-11-21T09:30Z'),
  );

  it('is none that no calendar has', () => {
    expect(() => parseTime('9'.repeat(30) + 'd')).toThrow('Say a time');
  });
});

it('letters have numbers, and pages a size', () => {
  expect(parseNumber('5', [3])).toEqual([3, 5]);
  for (const text of ['0', 'x', '1.5', '1e30']) expect(() => parseNumber(text)).toThrow('by its number');
  for (const text of ['0', '1001']) expect(() => parseCount(text)).toThrow('from 1 to 1000');
});

it('what is left blank, too long, or no cursor is told in a sentence with an example', () => {
  for (const text of ['', ' ']) {
    expect(() => wordsLike('--desk acme')(text)).toThrow('It is empty. For example: --desk acme');
    expect(() => remarkOf('--by', text, 'anna')).toThrow('--by takes 1 to 500 characters. For example: --by anna');
  }
  expect(wordsLike('--desk acme')('globex')).toBe('globex');
  expect(remarkOf('--by', ' anna ', 'boris')).toBe('anna');
  expect(() => remarkOf('--by', 'a'.repeat(501), 'anna')).toThrow('1 to 500');
  expect(cursorOf('1763717400000-42')).toBe('1763717400000-42');
  expect(() => cursorOf('42')).toThrow('--after is not where a page ended. For example: --after 1763717400000-42');
});
