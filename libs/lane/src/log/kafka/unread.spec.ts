import { beforeEach, expect, it } from '@jest/globals';
import { Unread } from './unread.js';

let unread: Unread;
beforeEach(() => {
  unread = new Unread();
  unread.expect('a', [
    { partition: 0, low: '10', high: '13' },
    { partition: 1, low: '5', high: '5' },
  ]);
});

it('is done once every lane was read up to the end it had, whatever came later', () => {
  expect([unread.isDone('a', 1), unread.isDone()]).toEqual([true, false]);
  unread.readTo('a', 0, 20);
  expect(unread.isDone()).toBe(true);
  expect([unread.read, unread.all]).toEqual([3, 3]);
  expect(unread.wants('a', 0, 14)).toBe(false);
});

it('wants nothing twice of who begins from the start again', () => {
  unread.readTo('a', 0, 12);
  unread.readTo('a', 0, 11);
  expect([10, 11, 12, 13].filter((offset) => unread.wants('a', 0, offset))).toEqual([12]);
});

it('does not wait for what left the log meanwhile', () => {
  unread.begins('a', [{ partition: 0, low: '13', high: '13' }]);
  expect(unread.isDone()).toBe(true);
});
