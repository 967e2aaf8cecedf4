import { expect, it } from '@jest/globals';
import { batchesOf } from './answer-writes.js';
import { lineOf } from './copy-rows.js';

it('a row is a line of COPY’s text format, whatever it holds', () => {
  expect(lineOf(['desk-1', undefined, 'a\tb\n\\N'])).toBe('desk-1\t\\N\ta\\tb\\n\\\\N\n');
});

it('batches hold every row once, in its order', () => {
  expect(batchesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});
