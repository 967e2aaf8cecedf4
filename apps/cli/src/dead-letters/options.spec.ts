import { describe, expect, it } from '@jest/globals';
import { parseCount, parseNumber, parseTime, selectionOf } from './options.js';

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
  it('is one of the calendar, or so long ago', () => {
    expect(parseTime('2026-11-21T09:30Z')).toBe(Date.UTC(2026, 10, 21, 9, 30));
    const [hour, day] = [parseTime('1h'), parseTime('1d')];
    expect(Math.round((hour - day) / 60_000)).toBe(23 * 60);
  });

  it.each(['soon', '3 weeks'])('is not %j', (text) => {
    expect(() => parseTime(text)).toThrow('Say a time');
  });
});

it('letters have numbers, and pages a size', () => {
  expect(parseNumber('5', [3])).toEqual([3, 5]);
  for (const text of ['0', 'x', '1.5']) expect(() => parseNumber(text)).toThrow('by its number');
  for (const text of ['0', '1001']) expect(() => parseCount(text)).toThrow('from 1 to 1000');
});
